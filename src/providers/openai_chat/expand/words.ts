import { field, textOf, type Value } from "../../../json/spans.ts";
import { sha256 } from "../../../text/digest.ts";
import { turnsIn } from "../../chat/turns.ts";
import type { ChatWords } from "../../chat/words.ts";
import { inputOf } from "../../expanding/answer_block.ts";
import { membersBut } from "../../expanding/edits.ts";
import type { StopReason } from "../../expanding/message.ts";

/** OpenAI's own words: arguments are JSON within a string, and calls have ids. */
export const words: ChatWords = {
  silence: "null",
  resultsFollowCalls: false,

  callOf: (call) => {
    const input = inputOf(textOf(field(field(call, "function"), "arguments")) ?? "");
    return {
      id: textOf(field(call, "id")) ?? "",
      input,
      raw: asSentBack(call, input !== undefined),
    };
  },

  markOf: (call) => {
    const id = textOf(field(call, "id"));
    return id ? sha256(id) : undefined;
  },

  // That it is an error only its words say.
  resultOf: (callId, text) => JSON.stringify({ role: "tool", tool_call_id: callId, content: text }),
};

/** Rounds as messages with calls. */
export const turns = turnsIn(words);

/** Without its place in a stream; arguments that are no JSON object would be refused. */
function asSentBack(call: Value, isReadable: boolean): string {
  const asked = field(call, "function")!;
  const said = textOf(field(asked, "arguments")) ?? "";
  const input = JSON.stringify(isReadable && said.trim() !== "" ? said : "{}");
  const own = [...membersBut(asked, ["arguments"]), `"arguments":${input}`];
  return `{${[...membersBut(call, ["index", "function"]), `"function":{${own}`]}}}`;
}

/** What `finish_reason` means for calls of ours: servers end answers with calls in many words, `stop` among them. */
export function stopOf(reason: string | undefined): StopReason {
  if (reason === "length") return "length";
  return reason === "content_filter" || reason === "error" ? "other" : "calls";
}
