import { fields, items, type Value } from "../json/spans.ts";
import { sha256 } from "../text/digest.ts";
import { type Content, isMarker, literalOf, saidBy } from "./content.ts";
import type { SaidText } from "./conversation.ts";

/** Types of blocks in which somebody says something, in all APIs that name them. */
const SPOKEN = new Set(["text", "input_text", "output_text"]);

/** A shorter text is never worth a placeholder. In UTF-16 units. */
const SHORTEST = 60;

/** The texts of a message that may stand aside when they are old. Places are in bytes from `from`, its start. */
export function spokenIn(from: number, content: readonly Content[]): SaidText[] {
  return content
    .filter(({ type, value }) => SPOKEN.has(type) && isPlain(value))
    .flatMap(({ value }) => spokenText(from, literalOf(value)));
}

/** Citations and annotations point into their text, so it stays. */
function isPlain(block: Value): boolean {
  return fields(block).every(({ key, value }) =>
    isMarker(key) || (items(value).length === 0 && fields(value).length === 0)
  );
}

/** One such text, digested without the white space around it, which clients trim; none where it can't be carried back. */
export function spokenText(from: number, literal: Value | undefined): SaidText[] {
  if (literal === undefined || literal.end - literal.start < SHORTEST) return [];
  const text = saidBy(literal);
  if (text === undefined || text.length < SHORTEST) return [];
  const place = { start: literal.start - from, end: literal.end - from };
  return [{ place, digest: sha256(text.trim()), length: text.length }];
}
