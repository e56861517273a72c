import { field, items, textOf, type Value } from "../../json/spans.ts";
import { type Content, contentOf } from "../../conversation/content.ts";
import type { Said } from "../../conversation/conversation.ts";
import {
  type Attachments,
  contentPiece,
  markOf,
  type Piece,
  pieceOf,
  resultPiece,
  SAID_BY,
  sealedTokens,
  settingsOf,
  textTokens,
  wholePiece,
  writtenTokens,
} from "../pieces.ts";
import { prompting, type Terms } from "../prompting.ts";
import { cachingOf } from "./caching.ts";

/** An image takes its pixels divided by 750, and 1,600 at most ("Vision", 2026-11); documents have some pages. */
const ATTACHMENTS: Attachments = { image: 1600, document: 6000 };

/** How a request of `/v1/messages` looks to the bill. */
export const promptOf = prompting({
  messages: "messages",
  before: ["tools", "system"],
  head: (request) => [
    ...items(field(request, "tools")).map((tool) => wholePiece("tools", tool)),
    ...contentOf(field(request, "system"))
      .map((content) => contentPiece("system", content, ATTACHMENTS)),
  ],
  say: piecesOf,
  terms: termsOf,
});

/** A marker on the request itself asks for all of it. How the model is to think parts messages alone ("Prompt caching"). */
function termsOf(request: Value, model: string): Terms {
  const speed = textOf(field(request, "speed")) ?? "";
  const effort = field(field(request, "output_config"), "effort");
  return {
    caching: cachingOf(model),
    scope: `anthropic ${model} ${speed}`,
    settings: settingsOf(field(request, "tool_choice"), field(request, "thinking"), effort),
    automatic: markOf(request),
    tier: speed === "fast" ? "fast" : "standard",
  };
}

function piecesOf(message: Value, { role, results }: Said): Piece[] {
  const left = [...results];
  return contentOf(field(message, "content")).map((content) =>
    content.type === "tool_result"
      ? resultPiece(content.value, field(content.value, "content"), left.shift(), ATTACHMENTS)
      : ownPiece(content) ?? contentPiece(SAID_BY[role], content, ATTACHMENTS)
  );
}

/** What the model did beside talking. */
function ownPiece({ type, value }: Content): Piece | undefined {
  switch (type) {
    case "tool_use":
      return pieceOf(
        "call",
        value,
        textTokens(field(value, "name")) + writtenTokens(field(value, "input")),
      );
    case "thinking":
      return pieceOf("answer", value, textTokens(field(value, "thinking")));
    case "redacted_thinking":
      return pieceOf("answer", value, sealedTokens(field(value, "data")));
    default:
      return undefined;
  }
}
