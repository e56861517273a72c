import { field, fields, items, spansOf, textOf, type Value } from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import type { AnswerBlock } from "../../expanding/answer_block.ts";
import { rawOf, replacing } from "../../expanding/edits.ts";
import { NOTHING_VISIBLE } from "../../expanding/message.ts";
import { TOOL_NAME } from "../../expanding/tool.ts";
import type { Gathered, WholeAnswers, WholeRound } from "../../expanding/whole.ts";
import { blocksOf, isThought, membersBut, toolIn } from "./block.ts";
import { tokensIn, usageEdits } from "./chunk.ts";
import { Pieces } from "./pieces.ts";
import { resultMessage, stopOf, turns } from "./turns.ts";

/** Answers in one piece. */
export const wholeAnswers: WholeAnswers = {
  turns,
  resultOf: resultMessage,
  isShown: ({ type }) => type !== "thinking",
  read,
  write,
};

function read(body: Uint8Array): WholeRound | undefined {
  const root = spansOf(body);
  const choice = choiceIn(root);
  const message = field(choice, "message");
  if (message === undefined) return undefined;
  return {
    id: textOf(field(root, "id")),
    hides: items(field(message, "tool_calls")).some((call) => toolIn(call) === TOOL_NAME),
    stop: stopOf(textOf(field(choice, "finish_reason"))),
    outputTokens: tokensIn(field(root, "usage")) ?? 0,
    blocks: (redeem) => blocksOf(message, redeem),
  };
}

/** The last answer with what all of them said, the first one's id and the tokens of all. */
function write(body: Uint8Array, { id, blocks, tokens, isForced }: Gathered): Uint8Array {
  const root = spansOf(body);
  const choice = choiceIn(root);
  return splice(
    body,
    replacing([
      [field(root, "id"), JSON.stringify(id ?? "")],
      [field(choice, "message"), messageWith(field(choice, "message")!, blocks)],
      [isForced ? field(choice, "finish_reason") : undefined, '"stop"'],
      ...usageEdits(field(root, "usage"), tokens),
    ]),
  );
}

function choiceIn(root: Value | undefined): Value | undefined {
  return items(field(root, "choices"))[0];
}

/** The message with the thinking, the text and the client's calls of all rounds. */
function messageWith(message: Value, blocks: readonly AnswerBlock[]): string {
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
    : own(message, "content");
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
function own(message: Value, name: string): string {
  const value = field(message, name);
  return value ? rawOf(value) : "null";
}

function joined(texts: readonly string[]): string {
  return JSON.stringify(texts.map((raw) => JSON.parse(raw)).join(""));
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
