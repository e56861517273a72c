import { Buffer } from "node:buffer";
import { spansOf, type Value } from "../json/spans.ts";

const SPACE = 0x20;
/** A string, a comment, or a comma with nothing but space and comments up to the bracket behind it. */
const PARTS =
  /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^]*?\*\/|,(?=(?:\s|\/\/[^\n]*(?:\n|$)|\/\*[^]*?\*\/)*[}\]])/g;

/** The same JSON without byte order mark, comments and commas at the end, each byte of them a space: every place stays what it was. */
export function strictOf(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString("latin1").replace(/^\u00ef\u00bb\u00bf/, "   ");
  const strict = text.replace(PARTS, (part) => {
    if (part.startsWith('"')) return part;
    return part.replace(/[^\r\n]/g, " ");
  });
  return Buffer.from(strict, "latin1");
}

/** Where the values of a JSON text with comments sit; nothing where it isn't one. An empty file says as little as `{}`. */
export function jsoncOf(bytes: Uint8Array): Value | undefined {
  return spansOf(strictOf(bytes));
}

/** Whether nothing is said at all. */
export function isBlank(bytes: Uint8Array): boolean {
  return strictOf(bytes).every((byte) => byte <= SPACE);
}

/** What a JSON text with comments says; nothing where it isn't one. */
export function parsedJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(strictOf(bytes)));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
