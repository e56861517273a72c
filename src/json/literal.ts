import { Buffer, isAscii, isUtf8 } from "node:buffer";
import { bytesAt, type Span } from "./span.ts";
import { isWithin } from "./within.ts";

const QUOTE = 0x22;

/**
 * The text of the string literal that stands at a place in the body, or within the literal there (see `placeWithin`).
 * `undefined` where it can't be read and written back the same: not a string, bytes that are not UTF-8, a bad escape,
 * a bare control character, or a lone surrogate (UTF-8 can't carry it).
 */
export function textAt(body: Uint8Array, place: Span): string | undefined {
  const isNested = isWithin(body, place);
  if (!isNested && body[place.start] !== QUOTE) return undefined;
  const literal = decoded(bytesAt(body, place));
  return isNested && literal !== undefined ? textIn(textIn(`"${literal}"`)) : textIn(literal);
}

/** The JSON string literal for a text, in UTF-8. */
export function quote(text: string): Uint8Array {
  return Buffer.from(JSON.stringify(text));
}

function textIn(literal: string | undefined): string | undefined {
  const text = literal === undefined ? undefined : unescaped(literal);
  return typeof text === "string" && text.isWellFormed() ? text : undefined;
}

function decoded(bytes: Buffer): string | undefined {
  // Plain ASCII is most of what comes by, and as latin1 it is read seven times as fast.
  if (isAscii(bytes)) return bytes.toString("latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : undefined;
}

/** `JSON.parse` is safe with a string alone: what it gets wrong is the keys of objects (see ARCHITECTURE, "Body edits"). */
function unescaped(literal: string): unknown {
  try {
    return JSON.parse(literal);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
