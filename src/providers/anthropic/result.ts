import { booleanOf, field, textOf, type Value } from "../../json/spans.ts";
import type { SaidResult } from "../../conversation/conversation.ts";
import { resultOf as resultIn } from "../../conversation/result.ts";

/** Reads a `tool_result` block. Places are in bytes from `from`, the start of its message. */
export function resultOf(body: Uint8Array, from: number, block: Value): SaidResult {
  return resultIn(body, from, field(block, "content"), {
    callId: textOf(field(block, "tool_use_id")),
    isError: booleanOf(field(block, "is_error")) === true,
  });
}
