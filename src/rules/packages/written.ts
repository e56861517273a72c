/** A value as JSON has it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A JSON document that stands between other lines of an output. */
export interface Document {
  readonly before: readonly string[];
  readonly value: Json;
  readonly after: readonly string[];
}

const INDENT = 2;
/** Columns. What is nested deeper is no package manager's. */
const DEEPEST = 400;

/**
 * Reads the document that a tool has written as `JSON.stringify(value, null, 2)` does; `undefined` where the text has
 * none. What can't be written back to the letter (`1.0`, a key twice) is none: of what is given back nothing is lost.
 */
export function documentOf(text: string): Document | undefined {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line === "{" || line === "[");
  const last = lines.lastIndexOf(lines[first] === "{" ? "}" : "]");
  if (first < 0 || last < first) return undefined;
  const written = lines.slice(first, last + 1).join("\n");
  const value = valueOf(written);
  if (value === undefined) return undefined;
  return { before: lines.slice(0, first), value, after: lines.slice(last + 1) };
}

function valueOf(written: string): Json | undefined {
  if (written.includes(`\n${" ".repeat(DEEPEST)}`)) return undefined;
  try {
    const value: Json = JSON.parse(written);
    return JSON.stringify(value, null, INDENT) === written ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Is the value an array? */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The object, where the value is one. */
export function objectIn(value: Json | undefined): JsonObject | undefined {
  return typeof value === "object" && value !== null && !isList(value) ? value : undefined;
}
