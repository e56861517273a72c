import type { Source } from "../expand/case.ts";
import type * as BlockModule from "../../src/providers/anthropic/expand/block.ts";
import type * as RebuildModule from "../../src/providers/anthropic/expand/rebuild.ts";
import type { Item, Layout } from "../../src/conversation/layout.ts";
import type { Fields } from "../../src/demo/values.ts";
import { field, items, spansOf } from "../../src/json/spans.ts";
import { splice } from "../../src/json/splice.ts";

export const thought = (name: string): Fields => ({
  type: "thinking",
  thinking: `about ${name}`,
  signature: `signature of ${name}`,
});
export const text = (said: string): Fields => ({ type: "text", text: said });
export const call = (id: string): Fields => ({ type: "tool_use", id, name: "bash", input: {} });
export const hidden = (id: string): Fields => ({
  type: "tool_use",
  id,
  name: "squeezr_expand",
  input: { id: "abc" },
});
export const result = (id: string): Fields => ({
  type: "tool_result",
  tool_use_id: id,
  content: `result of ${id}`,
});
export const marked = (block: Fields): Fields => ({
  ...block,
  cache_control: { type: "ephemeral" },
});
export const assistant = (...content: readonly Fields[]): Fields => ({
  role: "assistant",
  content,
});
export const user = (...content: readonly Fields[]): Fields => ({ role: "user", content });

/** A layout of answers with these blocks, made as the proxy makes it. */
export async function layoutOf(
  source: Source,
  rounds: readonly (readonly Fields[])[],
): Promise<Layout> {
  const { blockOf } = await source.module<typeof BlockModule>(
    "providers/anthropic/expand/block.ts",
  );
  const itemOf = (block: Fields): Item =>
    blockOf(spansOf(encode(block))!, ({ id }) => JSON.stringify(result(id))).item;
  return { rounds: rounds.map((blocks) => blocks.map(itemOf)) };
}

/** The messages after the first of them was put together again along these rounds. */
export async function rebuiltOf(
  source: Source,
  rounds: readonly (readonly Fields[])[],
  messages: readonly Fields[],
): Promise<Fields[]> {
  const { rebuilt } = await source.module<typeof RebuildModule>(
    "providers/anthropic/expand/rebuild.ts",
  );
  const body = encode({ messages });
  const places = items(field(spansOf(body), "messages"));
  const found = rebuilt(places, 0, {
    name: "m",
    chain: "",
    layout: await layoutOf(source, rounds),
  });
  return JSON.parse(new TextDecoder().decode(splice(body, found?.edits ?? []))).messages;
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
