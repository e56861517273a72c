import { Buffer } from "node:buffer";
import { field, items, spansOf, textOf } from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import { rebuiltIn } from "../../chat/rebuild.ts";
import { TOOL } from "../../chat/tool.ts";
import { toolNames } from "../../chat/tools.ts";
import type { Expanding } from "../../expand.ts";
import { behindLast } from "../../expanding/edits.ts";
import { TOOL_NAME } from "../../expanding/tool.ts";
import { WholeSplicer } from "../../expanding/whole.ts";
import { errorBodyOf } from "../errors.ts";
import { StreamSplicer } from "./stream.ts";
import { wholeAnswers } from "./whole.ts";
import { words } from "./words.ts";

/** `squeezr_expand` on Ollama's own chat. */
export const expanding: Expanding = {
  mayOffer: ({ root }) => {
    const names = toolNames(root);
    return names.length > 0 && !names.includes(TOOL_NAME);
  },

  offer: ({ root }) => {
    const tools = field(root, "tools");
    return tools === undefined || items(tools).length === 0 ? [] : [behindLast(tools, TOOL)];
  },

  rebuild: (conversation, stored, isPlain) => rebuiltIn(conversation, stored, isPlain, words),

  splicerFor: (headers, answer) => {
    const type = headers.get("content-type") ?? "";
    if (type.startsWith("application/x-ndjson")) return new StreamSplicer(answer);
    return type.startsWith("application/json")
      ? new WholeSplicer(wholeAnswers(), answer)
      : undefined;
  },

  goOn: (body, turn) => splice(body, [behindLast(field(spansOf(body), "messages")!, turn)]),

  // White space before the next line: an empty line is no JSON to some readers.
  ping: Buffer.from(" "),

  failure: ({ status, said }) => {
    const isToldAsJson = textOf(field(spansOf(Buffer.from(said)), "error")) !== undefined;
    const error = isToldAsJson ? said : errorBodyOf({
      status,
      message: `the upstream answered ${status}`,
    });
    return Buffer.from(`${error.replace(/[\r\n]+/g, " ")}\n`);
  },
};
