import type { AnswerBlock } from "../expanding/answer_block.ts";
import type { RoundWriter } from "../expanding/message.ts";
import type { ChatWords } from "./words.ts";

/** One round, as JSON. */
export interface WrittenRound {
  /** The string that the model said; `undefined` where it said nothing. */
  readonly text: string | undefined;
  /** An object with the fields of its thinking. */
  readonly thought: string | undefined;
  readonly calls: readonly string[];
  readonly results: readonly string[];
}

/** A round as messages: the assistant's, and one for each result. */
export function messagesOf(
  { text, thought, calls, results }: WrittenRound,
  { silence }: ChatWords,
): string {
  const thinking = thought ? `,${thought.slice(1, -1)}` : "";
  const said = `{"role":"assistant","content":${text ?? silence}${thinking}` +
    `,"tool_calls":[${calls}]}`;
  return [said, ...results].join(",");
}

/** Rounds as messages with calls. */
export function turnsIn(words: ChatWords): RoundWriter {
  return { turnOf: (blocks) => messagesOf(roundOf(blocks), words) };
}

function roundOf(blocks: readonly AnswerBlock[]): WrittenRound {
  const rawOf = (wanted: string) => blocks.find(({ type }) => type === wanted)?.raw;
  return {
    text: rawOf("text"),
    thought: rawOf("thinking"),
    calls: blocks.flatMap(({ type, raw }) => type === "call" && raw ? raw : []),
    results: blocks.flatMap(({ item }) => item.kind === "hidden" ? item.result : []),
  };
}
