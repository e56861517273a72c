import { field, fields, items, textOf, type Value } from "../../json/spans.ts";
import type { Kind } from "../../billing/prompt.ts";
import type { Said } from "../../conversation/conversation.ts";
import { type Piece, pieceOf, SAID_BY, textTokens, wholePiece, writtenTokens } from "../pieces.ts";
import { prompting } from "../prompting.ts";
import { cachingOf } from "./caching.ts";
import { callIn, dataIn, either, responseIn } from "./parts.ts";

/** What an image takes with models of 3 and later, unless another resolution is asked for ("Media resolution", 2026-10). */
const IMAGE = 1120;

/** How a request of `generateContent` looks to the bill. */
export const promptOf = prompting({
  messages: "contents",
  before: ["tools", "systemInstruction", "system_instruction"],
  head: (request) => [
    ...items(field(request, "tools")).map((tool) => wholePiece("tools", tool)),
    ...instructionsIn(request).map((part) => saidPiece("system", part)),
  ],
  say: (message, said) => items(field(message, "parts")).map((part) => piece(part, said)),
  terms: (_request, model) => ({
    caching: cachingOf(model),
    scope: `gemini ${model}`,
    automatic: "short",
    tier: "standard",
  }),
});

function instructionsIn(request: Value): Value[] {
  return items(field(either(request, "systemInstruction"), "parts"));
}

function piece(part: Value, { role }: Said): Piece {
  const call = callIn(part);
  if (call) {
    return pieceOf(
      "call",
      part,
      textTokens(field(call, "name")) + writtenTokens(field(call, "args")),
    );
  }
  const answer = responseIn(part);
  if (answer === undefined) return saidPiece(SAID_BY[role], part);
  const id = textOf(field(answer, "id"));
  const parts = items(field(answer, "parts")).length * IMAGE;
  const tokens = responseTokens(field(answer, "response")) + parts;
  return { ...pieceOf("result", part, tokens), ...(id !== undefined && { callId: id }) };
}

/** Of a response the strings count as they say, not as JSON escapes them. */
function responseTokens(response: Value | undefined): number {
  return fields(response).reduce((sum, { value }) => sum + textTokens(value), 0);
}

function saidPiece(kind: Kind, part: Value): Piece {
  const text = field(part, "text");
  if (text) return pieceOf(kind, part, textTokens(text));
  return pieceOf(kind, part, dataIn(part) ? IMAGE : writtenTokens(part));
}
