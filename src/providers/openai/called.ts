import { field, type Value } from "../../json/spans.ts";
import { type Piece, pieceOf, textTokens } from "../pieces.ts";

/** A call, and the part of it that names the function and its arguments, which is what the model reads. */
export function calledPiece(call: Value, asked: Value | undefined): Piece {
  const input = field(asked, "arguments") ?? field(asked, "input");
  return pieceOf("call", call, textTokens(field(asked, "name")) + textTokens(input));
}
