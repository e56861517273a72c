import {
  field,
  items,
  kindOf,
  numberOf,
  spansOf,
  textOf,
  type Value,
} from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import type { Expanding } from "../../expand.ts";
import { behindLast } from "../../expanding/edits.ts";
import { TOOL_NAME } from "../../expanding/tool.ts";
import { WholeSplicer } from "../../expanding/whole.ts";
import { errorBodyOf } from "../../openai/errors.ts";
import { toolNames } from "../../chat/tools.ts";
import { rebuiltIn } from "../../chat/rebuild.ts";
import { StreamSplicer } from "./stream.ts";
import { TOOL } from "../../chat/tool.ts";
import { wholeAnswers } from "./whole.ts";
import { words } from "./words.ts";

/** `squeezr_expand` on OpenAI Chat Completions. */
export const expanding: Expanding = {
  mayOffer: ({ root }) => {
    const names = toolNames(root);
    return names.length > 0 && !names.includes(TOOL_NAME) && isFree(field(root, "tool_choice")) &&
      !asksForSeveral(root);
  },

  offer: ({ root }) => {
    const tools = field(root, "tools");
    // Several answers to one request can't go on apart from one another.
    const isOut = tools === undefined || items(tools).length === 0 || asksForSeveral(root);
    return isOut ? [] : [behindLast(tools, TOOL)];
  },

  rebuild: (conversation, stored, isPlain) => rebuiltIn(conversation, stored, isPlain, words),

  splicerFor: (headers, answer) => {
    const type = headers.get("content-type") ?? "";
    if (type.startsWith("text/event-stream")) return new StreamSplicer(answer);
    return type.startsWith("application/json") ? new WholeSplicer(wholeAnswers, answer) : undefined;
  },

  goOn: (body, turn) => splice(body, [behindLast(field(spansOf(body), "messages")!, turn)]),

  // A comment: clients of this API know no events but chunks.
  ping: encode(": squeezr\n\n"),

  failure: ({ status, said }) => {
    const error = field(spansOf(encode(said)), "error")
      ? said
      : errorBodyOf({ status, message: `the upstream answered ${status}` });
    return encode(`data: ${error.replace(/[\r\n]+/g, " ")}\n\n`);
  },
};

/** Whether the model chooses by itself if it calls anything. */
function isFree(choice: Value | undefined): boolean {
  if (choice === undefined || kindOf(choice) === "null") return true;
  return textOf(choice) === "auto" || textOf(choice) === "none";
}

function asksForSeveral(root: Value | undefined): boolean {
  return (numberOf(field(root, "n")) ?? 1) > 1;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
