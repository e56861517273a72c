import type { AnswerBlock } from "../../expanding/answer_block.ts";
import type { RoundWriter, StopReason } from "../../expanding/message.ts";

/** Rounds as messages with blocks. */
export const turns: RoundWriter = {
  turnOf: (blocks: readonly AnswerBlock[]) => {
    const results = blocks.flatMap(({ item }) => item.kind === "hidden" ? item.result : []);
    const said = blocks.map(({ raw }) => raw).join(",");
    return `{"role":"assistant","content":[${said}]},${resultsMessage(results)}`;
  },
};

/** What Anthropic's `stop_reason` means for calls of ours. */
export function stopOf(reason: string | undefined): StopReason {
  if (reason === "tool_use") return "calls";
  return reason === "max_tokens" ? "length" : "other";
}

/** A message of results, as a client would give them. */
export function resultsMessage(results: readonly string[]): string {
  return `{"role":"user","content":[${results.join(",")}]}`;
}

/** The result of a call, as a block. */
export function resultBlock(callId: string, text: string, isError: boolean): string {
  const error = isError ? { is_error: true } : {};
  return JSON.stringify({ type: "tool_result", tool_use_id: callId, content: text, ...error });
}
