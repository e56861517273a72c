import type { AnswerBlock } from "../../expanding/answer_block.ts";
import type { RoundWriter, StopReason } from "../../expanding/message.ts";

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
export function messagesOf({ text, thought, calls, results }: WrittenRound): string {
  const thinking = thought ? `,${thought.slice(1, -1)}` : "";
  const said = `{"role":"assistant","content":${text ?? "null"}${thinking}` +
    `,"tool_calls":[${calls}]}`;
  return [said, ...results].join(",");
}

/** Rounds as messages with calls. */
export const turns: RoundWriter = {
  turnOf: (blocks: readonly AnswerBlock[]) => {
    const rawOf = (wanted: string) => blocks.find(({ type }) => type === wanted)?.raw;
    return messagesOf({
      text: rawOf("text"),
      thought: rawOf("thinking"),
      calls: blocks.flatMap(({ type, raw }) => type === "call" && raw ? raw : []),
      results: blocks.flatMap(({ item }) => item.kind === "hidden" ? item.result : []),
    });
  },
};

/** What `finish_reason` means for calls of ours: servers end answers with calls in many words, `stop` among them. */
export function stopOf(reason: string | undefined): StopReason {
  if (reason === "length") return "length";
  return reason === "content_filter" || reason === "error" ? "other" : "calls";
}

/** The result of a call, as a message. That it is an error only its words say. */
export function resultMessage(callId: string, text: string): string {
  return JSON.stringify({ role: "tool", tool_call_id: callId, content: text });
}
