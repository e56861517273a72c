import { field, items, type Value } from "../../json/spans.ts";
import { contentOf } from "../../conversation/content.ts";
import type { Said } from "../../conversation/conversation.ts";
import {
  type Attachments,
  contentPiece,
  type Piece,
  pieceOf,
  resultPiece,
  SAID_BY,
  textTokens,
  wholePiece,
  writtenTokens,
} from "../pieces.ts";
import { prompting } from "../prompting.ts";

/** What an image takes differs from model to model. */
const ATTACHMENTS: Attachments = { image: 1000, document: 0 };

/** How a request of `/api/chat` looks to the bill: nobody bills a cache. */
export const promptOf = prompting({
  messages: "messages",
  before: ["tools"],
  head: (request) => items(field(request, "tools")).map((tool) => wholePiece("tools", tool)),
  say: piecesOf,
  terms: (_request, model) => ({
    caching: { by: "nothing" },
    scope: `ollama ${model}`,
    automatic: undefined,
    tier: "standard",
  }),
});

function piecesOf(message: Value, { role, results }: Said): Piece[] {
  const content = field(message, "content");
  if (results.length > 0) return [resultPiece(message, content, results[0], ATTACHMENTS)];
  return [
    ...contentOf(content).map((part) => contentPiece(SAID_BY[role], part, ATTACHMENTS)),
    ...items(field(message, "images")).map((image) => pieceOf("user", image, ATTACHMENTS.image)),
    ...items(field(message, "tool_calls")).map((call) => calledPiece(call)),
  ];
}

function calledPiece(call: Value): Piece {
  const asked = field(call, "function");
  const tokens = textTokens(field(asked, "name")) + writtenTokens(field(asked, "arguments"));
  return pieceOf("call", call, tokens);
}
