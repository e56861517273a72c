import { Buffer, isUtf8 } from "node:buffer";
import type { Span } from "./span.ts";

const QUOTE = 0x22;

/**
 * The text of the string literal that stands at a place in the body.
 * `undefined` where it can't be read and written back the same: not a string, bytes that are not UTF-8,
 * a bad escape, or a lone surrogate (UTF-8 can't carry it).
 */
export function textAt(body: Uint8Array, { start, end }: Span): string | undefined {
  if (end - start < 2 || body[start] !== QUOTE || body[end - 1] !== QUOTE) return undefined;
  const bytes = viewOf(body, start, end);
  if (!isUtf8(bytes)) return undefined;
  const text = unescaped(bytes.toString("utf8"));
  return text?.isWellFormed() ? text : undefined;
}

/** The JSON string literal for a text, as UTF-8. */
export function quote(text: string): Uint8Array {
  return Buffer.from(JSON.stringify(text));
}

/** The same bytes as a Buffer, not copied. */
export function viewOf(body: Uint8Array, start = 0, end: number = body.length): Buffer {
  return Buffer.from(body.buffer, body.byteOffset + start, end - start);
}

/** `JSON.parse` is safe on a lone string literal: its bug with escapes is in the keys of objects. */
function unescaped(literal: string): string | undefined {
  try {
    return JSON.parse(literal);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
