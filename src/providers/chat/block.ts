import { field, fields, items, kindOf, textOf, type Value } from "../../json/spans.ts";
import { type Content, contentOf, literalOf } from "../../conversation/content.ts";
import { type Item, wordsOf } from "../../conversation/layout.ts";
import type { AnswerBlock, Redeem } from "../expanding/answer_block.ts";
import { member, rawOf } from "../expanding/edits.ts";
import { TOOL_NAME } from "../expanding/tool.ts";
import type { ChatWords } from "./words.ts";

/**
 * Whether a field of an assistant's message is thinking, whoever the server: `reasoning_content` (DeepSeek, Kimi),
 * `reasoning` and `reasoning_details` (OpenRouter), `thinking` (Ollama), `thinking_blocks` (LiteLLM). What was thought before a call
 * must stand before it when the call is answered.
 */
export function isThought(name: string): boolean {
  return /^(reasoning|thinking)/.test(name);
}

/** The name of the tool that a call is for; `undefined` where this fragment of a call does not tell. */
export function toolIn(call: Value): string | undefined {
  return textOf(field(field(call, "function") ?? field(call, "custom"), "name")) || undefined;
}

/** What a message of the model says, in the order thinking, text, calls. */
export function blocksOf(message: Value, redeem: Redeem, words: ChatWords): AnswerBlock[] {
  const old = field(message, "function_call");
  return [
    ...thoughtIn(message),
    ...textIn(message),
    ...items(field(message, "tool_calls")).map((call) => callBlock(call, redeem, words)),
    ...(old && kindOf(old) === "object" ? [visible("call", undefined, {})] : []),
  ];
}

/** All fields of thinking, as one block. */
function thoughtIn(message: Value): AnswerBlock[] {
  const thought = fields(message).filter(({ key, value }) => isThought(key) && saysAnything(value));
  if (thought.length === 0) return [];
  const raw = `{${thought.map(member)}}`;
  return [visible("thinking", raw, { raw })];
}

/** Whether a field holds more than nothing. */
export function saysAnything(value: Value): boolean {
  return kindOf(value) !== "null" && textOf(value) !== "" && rawOf(value) !== "[]";
}

function textIn(message: Value): AnswerBlock[] {
  const content = field(message, "content");
  if (content === undefined || !saysAnything(content)) return [];
  const isParts = kindOf(content) === "array";
  const text = isParts ? contentOf(content).map(saidIn).join("") : textOf(content);
  if (text === undefined) return [visible("text", undefined, { words: "" })];
  const raw = JSON.stringify(text);
  // Some servers answer in parts (Mistral's thinking is one), which go up again as they came.
  return [visible("text", isParts ? rawOf(content) : raw, { words: wordsOf(text), raw })];
}

function saidIn({ type, value }: Content): string {
  return type === "text" ? textOf(literalOf(value)) ?? "" : "";
}

function callBlock(call: Value, redeem: Redeem, { callOf, markOf }: ChatWords): AnswerBlock {
  if (toolIn(call) !== TOOL_NAME) return visible("call", rawOf(call), { mark: markOf(call) });
  const { id, input, raw } = callOf(call);
  const ours = { id, input };
  const item: Item = { kind: "hidden", raw, result: redeem(ours) };
  return { type: "call", raw, call: ours, isClientCall: false, item };
}

function visible(
  type: "thinking" | "text" | "call",
  raw: string | undefined,
  { mark, words, raw: kept }: { mark?: string; words?: string; raw?: string },
): AnswerBlock {
  const item: Item = { kind: "visible", mark, words, raw: kept };
  return { type, raw, call: undefined, isClientCall: type === "call", item };
}
