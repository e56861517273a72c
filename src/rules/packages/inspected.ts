import type { Document, JsonObject } from "./written.ts";

const STRINGS = /^ *'[^'\\]*'(?:, *'[^'\\]*')*,?$/;
const STRING = /'([^']*)'/g;
const ENTRY = /^ {2}(?:'([^'\\]+)'|([A-Za-z_$][\w$]*)): '([^'\\]*)',?$/;

/** Reads a list of strings, or an object of them, as Node prints them to a person: `npm view x versions`. */
export function inspectedOf(text: string): Document | undefined {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line === "[" || line === "{");
  const last = lines.lastIndexOf(lines[first] === "{" ? "}" : "]");
  if (first < 0 || last < first) return undefined;
  const inner = lines.slice(first + 1, last);
  const value = lines[first] === "[" ? listOf(inner) : objectOf(inner);
  return value === undefined
    ? undefined
    : { before: lines.slice(0, first), value, after: lines.slice(last + 1) };
}

function listOf(lines: readonly string[]): readonly string[] | undefined {
  if (!lines.every((line) => STRINGS.test(line))) return undefined;
  return lines.flatMap((line) => [...line.matchAll(STRING)].map(([, text]) => text));
}

function objectOf(lines: readonly string[]): JsonObject | undefined {
  const entries: [string, string][] = [];
  for (const line of lines) {
    const [, quoted, plain, value] = ENTRY.exec(line) ?? [];
    if (value === undefined) return undefined;
    entries.push([quoted ?? plain, value]);
  }
  return Object.fromEntries(entries);
}
