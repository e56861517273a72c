import assert from "node:assert/strict";
import type { Source } from "../expand/case.ts";
import type { Fields } from "../../src/demo/values.ts";
import { type Housed, housed, withFolder } from "../support/proxies.ts";
import { Client, type Habits } from "./client.ts";
import { ChatProvider, type Manner, type Script } from "./provider.ts";
import { type Line, OURS, scriptOf } from "./words.ts";

/** What a scene is made of. */
export interface Setting extends Partial<Habits>, Manner {
  readonly lines?: readonly Line[];
  readonly script?: Script;
}

/** A client, the proxy that it talks to, and a strict provider. */
export interface Scene {
  readonly client: Client;
  readonly provider: ChatProvider;
  /** The proxy ends, and another one begins on its folder. */
  restart(): void;
}

/** Plays a scene, and closes its proxy. Nothing may be refused in it. */
export async function scene(
  { create }: Source,
  { lines = [], script = scriptOf(lines), inLumps, largest, ...habits }: Setting,
  play: (scene: Scene) => Promise<void>,
): Promise<void> {
  await withFolder(async (home) => {
    const provider = new ChatProvider(script, { inLumps, largest });
    let proxy: Housed = housed(home, provider, undefined, create);
    const client = new Client(proxy, habits);
    const restart = () => {
      proxy.close();
      client.proxy = proxy = housed(home, provider, undefined, create);
    };
    try {
      await play({ client, provider, restart });
      assert.deepEqual(provider.problems, []);
    } finally {
      await proxy.close();
    }
  });
}

/** Our calls in a history, and what each was answered. */
export function pairsIn(messages: readonly Fields[]): (readonly [Fields, unknown])[] {
  const calls = messages.flatMap(({ tool_calls }) => tool_calls as Fields[] ?? [])
    .filter((call) => (call.function as Fields).name === OURS);
  return calls.map((call) =>
    [call, messages.find(({ tool_call_id }) => tool_call_id === call.id)?.content] as const
  );
}
