import { Buffer } from "node:buffer";
import {
  booleanOf,
  field,
  items,
  kindOf,
  spansOf,
  textOf,
  type Value,
} from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import { layoutFinder } from "../../../conversation/echo.ts";
import { hidesAnything } from "../../../conversation/layout.ts";
import type { Expanding } from "../../expand.ts";
import { behindLast, rawOf } from "../../expanding/edits.ts";
import { TOOL_NAME } from "../../expanding/tool.ts";
import { WholeSplicer } from "../../expanding/whole.ts";
import { errorBodyOf } from "../../openai/errors.ts";
import { givesResults, toolNames } from "../tools.ts";
import { rebuilt } from "./rebuild.ts";
import { StreamSplicer } from "./stream.ts";
import { stretchesOf } from "./stretches.ts";
import { TOOL } from "./tool.ts";
import { wholeAnswers } from "./whole.ts";

/** `squeezr_expand` on OpenAI Responses. */
export const expanding: Expanding = {
  mayOffer: ({ root }) => {
    return givesResults(root) && !toolNames(root).includes(TOOL_NAME) && isOurs(root) &&
      isFree(root);
  },

  offer: ({ root }) => {
    const tools = field(root, "tools");
    if (tools === undefined || items(tools).length === 0) return [];
    return [behindLast(tools, TOOL)];
  },

  rebuild: (conversation, stored, isPlain) => {
    if (stored.length === 0) return [];
    return stretchesOf(conversation, stored, layoutFinder(stored, isPlain))
      .filter(({ placed }) => hidesAnything(placed.layout))
      .flatMap((stretch) => rebuilt(conversation, stretch) ?? []);
  },

  splicerFor: (headers, answer) => {
    const type = headers.get("content-type") ?? "";
    if (type.startsWith("text/event-stream")) return new StreamSplicer(answer);
    if (!type.startsWith("application/json")) return undefined;
    return new WholeSplicer(wholeAnswers(), answer);
  },

  goOn: (body, turn) => {
    const input = field(spansOf(body), "input")!;
    if (kindOf(input) === "array") return splice(body, [behindLast(input, turn)]);
    const insert = Buffer.from(`[{"role":"user","content":${rawOf(input)}},${turn}]`);
    return splice(body, [{ start: input.start, end: input.end, insert }]);
  },

  ping: Buffer.from(": squeezr\n\n"),

  failure: ({ status, said }) => {
    const told = field(spansOf(Buffer.from(said)), "error")
      ? said
      : errorBodyOf({ status, message: `the upstream answered ${status}` });
    return Buffer.from(`event: error\ndata: ${errorEvent(told)}\n\n`);
  },
};

/** Nothing of the conversation is kept by the server, where our calls would stand unanswered. */
function isOurs(root: Value | undefined): boolean {
  return booleanOf(field(root, "store")) === false &&
    !isSet(field(root, "conversation")) && !isSet(field(root, "previous_response_id")) &&
    booleanOf(field(root, "background")) !== true;
}

/** The model chooses by itself whether it calls anything. */
function isFree(root: Value | undefined): boolean {
  const choice = field(root, "tool_choice");
  return !isSet(choice) || ["auto", "none"].includes(textOf(choice) ?? "");
}

function isSet(value: Value | undefined): boolean {
  return value !== undefined && kindOf(value) !== "null";
}

/** The error as an event tells it; clients look for it within the event, too. */
function errorEvent(body: string): string {
  const error = field(spansOf(Buffer.from(body)), "error");
  const [code, message, param] = ["code", "message", "param"].map((name) =>
    textOf(field(error, name)) ?? null
  );
  return JSON.stringify({ type: "error", code, message, param }).replace(
    /\}$/,
    `,"error":${error ? rawOf(error).replace(/[\r\n]+/g, " ") : "null"}}`,
  );
}
