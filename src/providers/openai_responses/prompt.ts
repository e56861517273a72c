import { field, items, textOf, type Value } from "../../json/spans.ts";
import { contentOf } from "../../conversation/content.ts";
import type { Said } from "../../conversation/conversation.ts";
import { ATTACHMENTS } from "../openai/attachments.ts";
import { calledPiece } from "../openai/called.ts";
import { termsOf } from "../openai/terms.ts";
import {
  contentPiece,
  type Piece,
  pieceOf,
  resultPiece,
  SAID_BY,
  sealedTokens,
  wholePiece,
} from "../pieces.ts";
import { prompting } from "../prompting.ts";

/** How a request of `/responses` looks to the bill. What the server holds of a history does not stand in it. */
export const promptOf = prompting({
  messages: "input",
  before: ["tools", "instructions"],
  head: (request) => [
    ...items(field(request, "tools")).map((tool) => wholePiece("tools", tool)),
    ...contentOf(field(request, "instructions"))
      .map((content) => contentPiece("system", content, ATTACHMENTS)),
  ],
  say: piecesOf,
  terms: termsOf,
});

function piecesOf(item: Value, { role, calls, results }: Said): Piece[] {
  if (results.length > 0) {
    return [resultPiece(item, field(item, "output"), results[0], ATTACHMENTS)];
  }
  switch (textOf(field(item, "type")) ?? "message") {
    case "message":
      return contentOf(field(item, "content") ?? item)
        .map((content) => contentPiece(SAID_BY[role], content, ATTACHMENTS));
    case "reasoning":
    case "compaction":
      return [pieceOf("answer", item, sealedTokens(field(item, "encrypted_content")))];
    case "function_call":
    case "custom_tool_call":
      return [calledPiece(item, item)];
    default:
      return [wholePiece(calls.length > 0 ? "call" : SAID_BY[role], item)];
  }
}
