import { field, kindOf, textOf, type Value } from "../../../json/spans.ts";
import { sha256 } from "../../../text/digest.ts";
import { toolIn } from "../../chat/block.ts";
import { turnsIn } from "../../chat/turns.ts";
import type { ChatWords } from "../../chat/words.ts";
import { rawOf } from "../../expanding/edits.ts";
import type { StopReason } from "../../expanding/message.ts";
import { TOOL_NAME } from "../../expanding/tool.ts";

/**
 * Ollama's own words: arguments are an object, and results answer calls by tool and in order. Some versions give calls
 * ids, and take them back (Ollama's docs/api.md and docs/capabilities/tool-calling, 2026-08).
 */
export const words: ChatWords = {
  silence: '""',
  resultsFollowCalls: true,
  callOf: (call) => ({ id: idOf(call) ?? "", input: argumentsOf(call), raw: rawOf(call) }),
  markOf: (call) => sha256(idOf(call) ?? `${toolIn(call) ?? ""} ${plainArguments(call)}`),

  resultOf: (callId, content) =>
    JSON.stringify({
      role: "tool",
      tool_name: TOOL_NAME,
      ...(callId !== "" && { tool_call_id: callId }),
      content,
    }),
};

/** Rounds as messages with calls. */
export const turns = turnsIn(words);

function idOf(call: Value): string | undefined {
  return textOf(field(call, "id")) || undefined;
}

function argumentsOf(call: Value): Value | undefined {
  const input = field(field(call, "function"), "arguments");
  return input && kindOf(input) === "object" ? input : undefined;
}

/** Clients write arguments anew, spaced as they like. */
function plainArguments(call: Value): string {
  const input = argumentsOf(call);
  return input ? rawOf(input).replace(/\s+/g, "") : "{}";
}

/** Calls end an answer with `stop`, as words do. */
export function stopOf(reason: string | undefined): StopReason {
  if (reason === "length") return "length";
  return reason === undefined || reason === "stop" || reason === "tool_calls" ? "calls" : "other";
}
