import { Buffer } from "node:buffer";
import { spansOf, type Value } from "../../json/spans.ts";

/** A string, or a comment. */
const COMMENTS = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^]*?\*\//g;
/** A string, or a comma with nothing but space up to the bracket behind it. */
const LAST_COMMAS = /"(?:[^"\\\n]|\\.)*"|,(?=\s*[}\]])/g;

function blanked(text: string, parts: RegExp): string {
  return text.replace(
    parts,
    (part) => part.startsWith('"') ? part : part.replace(/[^\r\n]/g, " "),
  );
}

/** A text, one character a byte, without byte order mark and comments: a space stands for each byte of them. */
export function withoutComments(text: string): string {
  return blanked(text.replace(/^\u00ef\u00bb\u00bf/, "   "), COMMENTS);
}

/** The same without the commas that JSON doesn't take after a last value. */
function strictText(text: string): string {
  return blanked(withoutComments(text), LAST_COMMAS);
}

/** How many commas stand after a last value. */
export function lastCommas(text: string): number {
  return withoutComments(text).match(LAST_COMMAS)?.filter((part) => part === ",").length ?? 0;
}

/** The same JSON without byte order mark, comments and commas at the end, each byte of them a space: every place stays what it was. */
export function strictOf(bytes: Uint8Array): Uint8Array {
  return Buffer.from(strictText(Buffer.from(bytes).toString("latin1")), "latin1");
}

/** Where the values of a JSON text with comments sit; nothing where it isn't one. */
export function jsoncOf(bytes: Uint8Array): Value | undefined {
  return spansOf(strictOf(bytes));
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
