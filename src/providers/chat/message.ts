import { field, fields, spansOf, type Value } from "../../json/spans.ts";
import type { AnswerBlock } from "../expanding/answer_block.ts";
import { membersBut, rawOf } from "../expanding/edits.ts";
import { NOTHING_VISIBLE } from "../expanding/message.ts";
import { isThought } from "./block.ts";
import { Pieces } from "./pieces.ts";
import type { ChatWords } from "./words.ts";

/** The message with the thinking, the text and the client's calls of all rounds. */
export function messageWith(
  message: Value,
  blocks: readonly AnswerBlock[],
  { silence }: ChatWords,
): string {
  const rawsOf = (wanted: string) =>
    blocks.flatMap(({ type, raw }) => type === wanted && raw !== undefined ? raw : []);
  const thought = thoughtOf(rawsOf("thinking"));
  const calls = rawsOf("call");
  const texts = rawsOf("text");
  const isNothing = blocks.every(({ type }) => type === "thinking");
  const content = isNothing
    ? JSON.stringify(NOTHING_VISIBLE)
    : texts.length > 0
    ? joined(texts)
    : own(message, "content") ?? silence;
  const names = [
    "content",
    "tool_calls",
    ...fields(message).map(({ key }) => key).filter(isThought),
  ];
  return `{${[
    ...membersBut(message, names),
    `"content":${content}`,
    ...thought,
    ...(calls.length > 0 ? [`"tool_calls":[${calls}]`] : []),
  ]}}`;
}

/** What stands there: nothing, or what is no text. */
function own(message: Value, name: string): string | undefined {
  const value = field(message, name);
  return value && rawOf(value);
}

/** Texts as one; where one of them came in parts, all as parts. */
function joined(texts: readonly string[]): string {
  if (!texts.some(isParts)) return JSON.stringify(texts.map((raw) => JSON.parse(raw)).join(""));
  return `[${
    texts.map((raw) => isParts(raw) ? raw.slice(1, -1) : `{"type":"text","text":${raw}}`)
  }]`;
}

function isParts(raw: string): boolean {
  return raw.startsWith("[");
}

/** Objects with fields of thinking, joined field by field. */
function thoughtOf(raws: readonly string[]): string[] {
  const all = new Map<string, Pieces>();
  for (const raw of raws) {
    for (const { key, value } of fields(spansOf(new TextEncoder().encode(raw)))) {
      const pieces = all.get(key) ?? new Pieces();
      pieces.add(value);
      all.set(key, pieces);
    }
  }
  return [...all].map(([key, { json }]) => `${JSON.stringify(key)}:${json}`);
}
