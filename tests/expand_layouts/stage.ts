import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isThinking, plainContent } from "../../src/demo/canonical.ts";
import { createProvider, type Provider, type ProviderOptions } from "../../src/demo/provider.ts";
import type { Script } from "../../src/demo/script.ts";
import { blocksOf, type Fields, fieldsIn } from "../../src/demo/values.ts";
import type { Source } from "../expand/case.ts";
import { type Line, scriptOf } from "../expand/words.ts";
import { type Housed, housed, withFolder } from "../support/proxies.ts";
import { Writer } from "./client.ts";

/** What is played. */
export interface Setting extends Omit<Partial<ProviderOptions>, "script"> {
  readonly lines?: readonly Line[];
  readonly script?: Script;
  readonly stream?: boolean;
}

/** A client before a proxy on a folder of its own, before a provider that refuses what the real one refuses. */
export interface Stage {
  readonly client: Writer;
  readonly provider: Provider;
  readonly proxy: Housed;
  /** The proxy ends, and another one begins on its folder. `between` happens while there is none. */
  restart(between?: (home: string) => void): void;
  /** What a proxy that dies at this moment leaves behind is taken up by another one. */
  crash(): void;
  /** Another client of the same proxy. */
  another(): Writer;
  /** The messages that reached the provider to be answered, request by request. */
  ups(): Fields[];
}

/** Sets a stage, plays on it, and clears it away. */
export async function staged(
  { create }: Source,
  { lines = [], script = scriptOf(lines), stream = true, ...options }: Setting,
  play: (stage: Stage) => Promise<void>,
): Promise<void> {
  await withFolder(async (home) => {
    const provider = createProvider({ script, largest: 60, ...options });
    let folder = home;
    let proxy = housed(folder, provider, undefined, create);
    const clients: Writer[] = [];
    const another = () => {
      const client = new Writer(proxy, { stream });
      clients.push(client);
      return client;
    };
    const restart = (between: (home: string) => void = () => {}) => {
      proxy.close();
      between(folder);
      proxy = housed(folder, provider, undefined, create);
      for (const client of clients) client.proxy = proxy;
    };
    const left: (() => void)[] = [];
    const crash = () => {
      const copy = mkdtempSync(join(tmpdir(), "squeezr-crash-"));
      cpSync(folder, copy, { recursive: true });
      left.push(proxy.close, () => rmSync(copy, { recursive: true }));
      folder = copy;
      proxy = housed(folder, provider, undefined, create);
      for (const client of clients) client.proxy = proxy;
    };
    const ups = () =>
      provider.received.filter(({ path }) => !path.includes("count_tokens"))
        .map(({ body }) => JSON.parse(new TextDecoder().decode(body)));
    const client = another();
    try {
      await play({
        client,
        provider,
        get proxy() {
          return proxy;
        },
        restart,
        crash,
        another,
        ups,
      });
    } finally {
      await proxy.close();
      for (const end of left) end();
    }
  });
}

/** Nothing was refused. */
export function assertTaken({ received }: Provider): void {
  assert.deepEqual(received.flatMap(({ problem }) => problem ?? []), []);
}

/** A call of ours in a request, and what it was answered. */
export interface Pair {
  readonly id: unknown;
  readonly input: Fields;
  readonly content: unknown;
  readonly isError: boolean;
  /** How many rounds its message had before. */
  readonly round: number;
}

/** Our calls in a request, with their results. */
export function pairsIn(body: Fields): Pair[] {
  const messages = fieldsIn(body.messages);
  const blocks = messages.flatMap(({ content }) => blocksOf(content));
  const ids = blocks.filter(isOurs).map(({ id }) => id);
  let round = 0;
  return messages.flatMap(({ role, content }, i) => {
    const results = blocksOf(messages[i - 1]?.content ?? []);
    const goesOn = results.length > 0 &&
      results.every(({ tool_use_id }) => ids.includes(tool_use_id));
    if (role === "assistant") round = goesOn ? round + 1 : 0;
    return blocksOf(content).filter(isOurs).map(({ id, input }) => {
      const result = blocks.find(({ tool_use_id }) => tool_use_id === id);
      return {
        id,
        input: input as Fields,
        content: result?.content,
        isError: result?.is_error === true,
        round,
      };
    });
  });
}

function isOurs({ name }: Fields): boolean {
  return name === "squeezr_expand";
}

/** What a request says, block by block, thinking and cache markers aside. */
export function historyOf({ messages }: Fields): string[] {
  return fieldsIn(messages).flatMap(({ role, content }) =>
    plainContent(content).filter((block) => !isThinking(block))
      .map((block) => JSON.stringify([role, block]))
  );
}

/** Each request says what the one before it said, and more. */
export function assertGrown(ups: readonly Fields[]): void {
  ups.slice(1).forEach((up, i) => {
    const before = historyOf(ups[i]);
    assert.deepEqual(historyOf(up).slice(0, before.length), before, `request ${i + 1}`);
  });
}
