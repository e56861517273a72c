import { field, items, spansOf, textOf, type Value } from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import { layoutFinder } from "../../../conversation/echo.ts";
import { hidesAnything } from "../../../conversation/layout.ts";
import type { Expanding, Rebuilt } from "../../expand.ts";
import { errorBodyOf } from "../errors.ts";
import { toolNames } from "../tools.ts";
import { contentOf, literalOf } from "../../../conversation/content.ts";
import { echoOf } from "../../expanding/echo.ts";
import { behindLast } from "../../expanding/edits.ts";
import { TOOL_NAME } from "../../expanding/tool.ts";
import { WholeSplicer } from "../../expanding/whole.ts";
import { rebuilt } from "./rebuild.ts";
import { StreamSplicer } from "./stream.ts";
import { TOOL } from "./tool.ts";
import { wholeAnswers } from "./whole.ts";

/** `squeezr_expand` on Anthropic Messages. */
export const expanding: Expanding = {
  mayOffer: ({ root }) => {
    const choice = textOf(field(field(root, "tool_choice"), "type"));
    const names = toolNames(root);
    return names.length > 0 && !names.includes(TOOL_NAME) && field(root, "thread") === undefined &&
      (choice === undefined || choice === "auto" || choice === "none");
  },

  offer: ({ root }) => {
    const tools = field(root, "tools");
    if (tools === undefined || items(tools).length === 0) return [];
    return [behindLast(tools, TOOL)];
  },

  rebuild: (conversation, stored, isPlain) => {
    if (stored.length === 0) return [];
    const placedOf = layoutFinder(stored, isPlain);
    const messages = items(field(conversation.root, "messages"));
    return messages.flatMap((message, turn): Rebuilt[] => {
      if (conversation.turns[turn].said.role !== "assistant") return [];
      const placed = placedOf(echoOf(conversation, turn, () => textsIn(message)));
      if (placed === undefined || !hidesAnything(placed.layout)) return [];
      const whole = rebuilt(messages, turn, placed);
      return whole ? [whole] : [];
    });
  },

  splicerFor: (headers, answer) => {
    const type = headers.get("content-type") ?? "";
    if (type.startsWith("text/event-stream")) return new StreamSplicer(answer);
    return type.startsWith("application/json") ? new WholeSplicer(wholeAnswers, answer) : undefined;
  },

  goOn: (body, turn) => {
    return splice(body, [behindLast(field(spansOf(body), "messages")!, turn)]);
  },

  ping: encode('event: ping\ndata: {"type": "ping"}\n\n'),

  failure: ({ status, said }) => {
    const error = textOf(field(spansOf(encode(said)), "type")) === "error"
      ? said
      : errorBodyOf({ status, message: `the upstream answered ${status}` });
    return encode(`event: error\ndata: ${error.replace(/[\r\n]+/g, " ")}\n\n`);
  },
};

function textsIn(message: Value): string[] {
  return contentOf(field(message, "content"))
    .flatMap(({ type, value }) => type === "text" ? textOf(literalOf(value)) ?? "" : []);
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
