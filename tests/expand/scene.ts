import assert from "node:assert/strict";
import { createProvider, type Provider, type ProviderOptions } from "../../src/demo/provider.ts";
import type { Fields } from "../../src/demo/values.ts";
import { type Housed, housed, type Settings } from "../support/proxies.ts";
import type { Source } from "./case.ts";
import { Client, type Habits } from "./client.ts";
import { type Line, scriptOf } from "./words.ts";

/** What a scene is made of. */
export interface Setting extends Partial<Habits>, Omit<Partial<ProviderOptions>, "script"> {
  /** What the model says, by the length of the history. */
  readonly lines: readonly Line[];
  readonly settings?: Settings;
  readonly home?: string;
}

/** A client, the proxy that it talks to, and a provider that refuses what the real one refuses. */
export interface Scene {
  readonly client: Client;
  readonly provider: Provider;
  readonly proxy: Housed;
  /** The requests that reached the provider. */
  ups(): Fields[];
  /** Nothing was refused. */
  assertTaken(): void;
}

/** Plays a scene, and closes its proxy. */
export async function scene(
  { create }: Source,
  { lines, settings, home, ...options }: Setting,
  play: (scene: Scene) => Promise<void>,
): Promise<void> {
  const provider = createProvider({ script: scriptOf(lines), largest: 9, ...options });
  const proxy = housed(home, provider, settings, create);
  const client = new Client(proxy, options);
  try {
    await play({
      client,
      provider,
      proxy,
      ups: () => provider.received.map(bodyOf),
      assertTaken: () => {
        const refused = provider.received.flatMap(({ problem }) => problem ?? []);
        assert.deepEqual(refused, []);
      },
    });
  } finally {
    await proxy.close();
  }
}

function bodyOf({ body }: { readonly body: Uint8Array }): Fields {
  return JSON.parse(new TextDecoder().decode(body));
}

/** The results of our own calls, as they stand in a request. */
export function givenIn({ messages }: Fields): Fields[] {
  const blocks = (messages as Fields[]).flatMap(({ content }) =>
    typeof content === "string" ? [] : content as Fields[]
  );
  const ours = blocks.filter(({ name }) => name === "squeezr_expand").map(({ id }) => id);
  return ours.flatMap((id) => blocks.filter((block) => block.tool_use_id === id));
}
