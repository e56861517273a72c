import type { Rebuilt } from "../providers/expand.ts";
import type { House } from "./house.ts";
import type { Watcher } from "./relay.ts";
import type { Known } from "./visit.ts";

/** An error is short; of a longer one the beginning tells. In bytes. */
const LONGEST = 16 * 1024;

/**
 * Logs where the client finds a message that the upstream's error names: there, those that we put back are counted too.
 * The error goes down as it is, since clients know it by its words.
 */
export function placesOf({ rebuilt }: Known, house: House): Watcher {
  const decoder = new TextDecoder();
  let said = "";
  return {
    passing: (bytes) => {
      if (said.length < LONGEST) said += decoder.decode(bytes, { stream: true });
      return Promise.resolve();
    },
    over: () => {
      const named = /\bmessages(?:\.\[?|\[)(\d+)/.exec(said)?.[1];
      if (named !== undefined) {
        const place = `messages.${clientIndexOf(Number(named), rebuilt)}`;
        house.log.warn(`The upstream refused messages.${named}, which is ${place} of the client`);
      }
      return Promise.resolve();
    },
  };
}

/** Index of a message in the client's own list; one that we put back stands inside a message of the client. */
function clientIndexOf(index: number, rebuilt: readonly Rebuilt[]): number {
  let before = 0;
  for (const { turn, added } of rebuilt) {
    if (index <= turn + before) break;
    if (index <= turn + before + added) return turn;
    before += added;
  }
  return index - before;
}
