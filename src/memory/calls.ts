import type { SaidCall } from "../conversation/conversation.ts";
import { bytesOf, copyOf } from "./copy.ts";
import { createLru, type Lru } from "./lru.ts";

/** What all of them may take, in bytes, and what one takes beside its words. */
const MOST_BYTES = 8 << 20;
const OVERHEAD = 400;

/** Calls of answers, by id: where the server holds the history, a result comes back without its call. */
export type Calls = Pick<Lru<string, SaidCall>, "get"> & { add(calls: readonly SaidCall[]): void };

export function createCalls(): Calls {
  const calls = createLru<string, SaidCall>({
    maxWeight: MOST_BYTES,
    weigh: ({ command }) => OVERHEAD + bytesOf(command),
  });
  return {
    get: calls.get,
    add: (said) => {
      for (const call of said) {
        if (call.id !== undefined) {
          calls.set(copyOf(call.id), { ...call, command: copyOf(call.command) });
        }
      }
    },
  };
}
