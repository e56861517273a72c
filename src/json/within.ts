import { Buffer } from "node:buffer";
import { bytesAt, type Span } from "./span.ts";

const BACKSLASH = 0x5c;
const LOWER_U = 0x75;

/**
 * The place in the body of a string literal that stands in a JSON document which itself is the text of a literal:
 * `inner` is where it stands in that text, in bytes. The place begins with the escape of its quote.
 */
export function placeWithin(body: Uint8Array, outer: Span, inner: Span): Span {
  const start = offsetOf(body, outer.start + 1, inner.start);
  return { start, end: offsetOf(body, start, inner.end - inner.start) };
}

/** Whether the literal at a place stands within another one: there alone the quote that begins it is escaped. */
export function isWithin(body: Uint8Array, { start }: Span): boolean {
  return body[start] === BACKSLASH;
}

/** A literal as it is written at a place: once more escaped where it stands within another one. */
export function writtenAt(body: Uint8Array, place: Span, literal: Uint8Array): Uint8Array {
  if (!isWithin(body, place)) return literal;
  return Buffer.from(JSON.stringify(Buffer.from(literal).toString()).slice(1, -1));
}

/** Where so many bytes of a literal's text are told, from an offset in the literal on. */
function offsetOf(body: Uint8Array, from: number, bytes: number): number {
  let at = from;
  for (let told = 0; told < bytes;) {
    const isEscape = body[at] === BACKSLASH;
    const isUnit = isEscape && body[at + 1] === LOWER_U;
    told += isUnit ? bytesOf(unitAt(body, at)) : 1;
    at += isUnit ? 6 : isEscape ? 2 : 1;
  }
  return at;
}

/** `\u00e9` */
function unitAt(body: Uint8Array, at: number): number {
  return parseInt(bytesAt(body, { start: at + 2, end: at + 6 }).toString("latin1"), 16);
}

/** What a UTF-16 unit takes in UTF-8; half of a pair takes half of what the pair takes. */
function bytesOf(unit: number): number {
  if (unit < 0x80) return 1;
  return unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
}
