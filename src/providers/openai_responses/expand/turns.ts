import { field, textOf, type Value } from "../../../json/spans.ts";
import type { AnswerBlock } from "../../expanding/answer_block.ts";
import type { RoundWriter, StopReason } from "../../expanding/message.ts";
import { UNSENDABLE } from "./block.ts";

/** Rounds as items of `input`. */
export const turns: RoundWriter = {
  turnOf: (blocks: readonly AnswerBlock[]) => {
    const said = blocks.flatMap(({ type, raw }) => type === UNSENDABLE ? [] : raw ?? []);
    const results = blocks.flatMap(({ item }) => item.kind === "hidden" ? item.result : []);
    return [...said, ...results].join(",");
  },
};

/** The result of a call, as an item. That it failed, its text says: the API has no field for it. */
export function resultItem(callId: string, text: string): string {
  return JSON.stringify({ type: "function_call_output", call_id: callId, output: text });
}

/** Why the answer ended. Reasoning must be followed by what it led to, so a call behind it stays though it was cut. */
export function stopOf(
  response: Value | undefined,
  blocks: readonly { readonly type: string }[],
): StopReason {
  const status = textOf(field(response, "status")) ?? "completed";
  if (status === "completed") return "calls";
  const reason = textOf(field(field(response, "incomplete_details"), "reason"));
  const isReasoned = blocks[blocks.length - 2]?.type === "reasoning";
  return reason === "max_output_tokens" && !isReasoned ? "length" : "other";
}
