import { field, items, type Value } from "../../json/spans.ts";
import { contentOf } from "../../conversation/content.ts";
import type { Said } from "../../conversation/conversation.ts";
import { ATTACHMENTS } from "../openai/attachments.ts";
import { termsOf } from "../openai/terms.ts";
import { calledPiece } from "../openai/called.ts";
import {
  contentPiece,
  type Piece,
  pieceOf,
  resultPiece,
  SAID_BY,
  textTokens,
  wholePiece,
} from "../pieces.ts";
import { prompting } from "../prompting.ts";

const TOOLS = ["tools", "functions"];

/** How a request of Chat Completions looks to the bill: its instructions are messages. */
export const promptOf = prompting({
  messages: "messages",
  before: TOOLS,
  head: (request) =>
    TOOLS.flatMap((name) => items(field(request, name)).map((tool) => wholePiece("tools", tool))),
  say: piecesOf,
  terms: termsOf,
});

function piecesOf(message: Value, { role, results }: Said): Piece[] {
  const content = field(message, "content");
  if (results.length > 0) return [resultPiece(message, content, results[0], ATTACHMENTS)];
  const thought = field(message, "reasoning_content");
  const called = field(message, "function_call");
  return [
    thought ? [pieceOf("answer", thought, textTokens(thought))] : [],
    contentOf(content).map((part) => contentPiece(SAID_BY[role], part, ATTACHMENTS)),
    items(field(message, "tool_calls")).map((call) =>
      calledPiece(call, field(call, "function") ?? field(call, "custom"))
    ),
    called ? [calledPiece(called, called)] : [],
  ].flat();
}
