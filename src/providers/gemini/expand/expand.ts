import { Buffer } from "node:buffer";
import { field, items, numberOf, spansOf, textOf, type Value } from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import { layoutFinder } from "../../../conversation/echo.ts";
import { hidesAnything } from "../../../conversation/layout.ts";
import type { Expanding, Rebuilt } from "../../expand.ts";
import { WholeSplicer } from "../../expanding/whole.ts";
import { behindLast } from "../../expanding/edits.ts";
import { echoOfRun, runsOf, type Telling } from "../../expanding/runs.ts";
import { TOOL_NAME } from "../../expanding/tool.ts";
import { callIn, either, isThought } from "../parts.ts";
import { declarationsIn, toolNames } from "../tools.ts";
import { markOf } from "./block.ts";
import { EventCutter, ListCutter } from "./chunks.ts";
import { rebuilt } from "./rebuild.ts";
import { StreamSplicer } from "./stream.ts";
import { TOOL } from "./tool.ts";
import { wholeAnswers } from "./whole.ts";

/** Modes in which the model chooses by itself whether it calls anything. */
const FREE = new Set([undefined, "AUTO", "NONE", "VALIDATED", "MODE_UNSPECIFIED"]);

/** `squeezr_expand` on Gemini's generateContent. */
export const expanding: Expanding = {
  mayOffer: ({ root }) => {
    const config = either(either(root, "toolConfig"), "functionCallingConfig");
    const candidates = numberOf(either(either(root, "generationConfig"), "candidateCount"));
    const names = toolNames(root);
    return names.length > 0 && !names.includes(TOOL_NAME) && (candidates ?? 1) === 1 &&
      FREE.has(textOf(field(config, "mode"))?.toUpperCase());
  },

  // Among the client's own: Vertex refuses functions that are declared in several tools ("Multiple tools are supported
  // only when they are all search tools").
  offer: ({ root }) => {
    const declared = declarationsIn(root).findLast((list) => items(list).length > 0);
    return declared ? [behindLast(declared, TOOL)] : [];
  },

  rebuild: (conversation, stored, isPlain) => {
    if (stored.length === 0) return [];
    const placedOf = layoutFinder(stored, isPlain);
    const contents = items(field(conversation.root, "contents"));
    const begins = new Set(stored.map(({ chain }) => chain));
    return runsOf(conversation, begins).flatMap((run): Rebuilt[] => {
      const placed = placedOf(echoOfRun(conversation, run, (turn) => tellingOf(contents[turn])));
      if (placed === undefined || !hidesAnything(placed.layout)) return [];
      const whole = rebuilt(contents, run, placed);
      return whole ? [whole] : [];
    });
  },

  splicerFor: (headers, answer, path) => {
    const type = headers.get("content-type") ?? "";
    if (type.startsWith("text/event-stream")) {
      return new StreamSplicer(answer, () => new EventCutter());
    }
    if (!type.startsWith("application/json")) return undefined;
    return /:stream/i.test(path)
      ? new StreamSplicer(answer, () => new ListCutter())
      : new WholeSplicer(wholeAnswers(), answer);
  },

  goOn: (body, turn) => splice(body, [behindLast(field(spansOf(body), "contents")!, turn)]),

  // A line that is a comment to readers of events, and white space to readers of a list.
  ping: Buffer.from("\n"),

  failure: ({ status, said }, { headers, isBegun }) => {
    const error = field(spansOf(Buffer.from(said)), "error") ? said : JSON.stringify({
      error: { code: status, message: `the upstream answered ${status}`, status: "UNAVAILABLE" },
    });
    const line = error.replace(/[\r\n]+/g, " ");
    const isEvents = headers.get("content-type")?.startsWith("text/event-stream");
    return Buffer.from(
      isEvents ? `data: ${line}\r\n\r\n` : `${isBegun ? ",\r\n" : "["}${line}\n]\n`,
    );
  },
};

function tellingOf(entry: Value): Telling {
  const parts = items(field(entry, "parts"));
  return {
    texts: () => parts.flatMap((part) => isThought(part) ? [] : textOf(field(part, "text")) ?? []),
    nameless: parts.flatMap((part) => callIn(part) ? markOf(part) ?? [] : []),
  };
}
