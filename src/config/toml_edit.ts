import { isDeepStrictEqual } from "node:util";
import { parse, TomlError, type TomlTable } from "smol-toml";
import type { Value } from "./check.ts";
import { partOf, partsOf } from "./key_parts.ts";
import { isTable } from "./raw.ts";
import { type Entry, type Layout, layoutOf } from "./toml_layout.ts";

/** The key can't be written without touching something else; the message says what to do. */
export class EditRefused extends Error {
  override readonly name = "EditRefused";
}

/** A value as it is written in TOML. */
export function literalOf(value: Value): string {
  // A JSON string is a TOML string, but for DEL, which TOML wants escaped.
  if (typeof value === "string") return JSON.stringify(value).replaceAll("\u007f", "\\u007f");
  if (typeof value !== "object") return String(value);
  if ("input" in value) {
    const amounts = Object.entries(value).map(([name, amount]) => `${name} = ${amount}`);
    return `{ ${amounts.join(", ")} }`;
  }
  if ("url" in value) return `{ url = ${literalOf(value.url)}, api = ${literalOf(value.api)} }`;
  return `[${value.map(literalOf).join(", ")}]`;
}

/** The text with `section.name` set, and every other byte as it was. Throws EditRefused where that can't be. */
export function withKey(text: string, key: string, value: Value): string {
  return withLiteral(text, { path: partsOf(key), literal: literalOf(value) });
}

/** A key from the outermost table in, and its value as TOML writes it. */
export interface Wanted {
  readonly path: readonly string[];
  readonly literal: string;
  /** A comment for the line above, where a new one is written. */
  readonly remark?: string;
}

/** The text with a key set, whatever its table, and every other byte as it was. Throws EditRefused where that can't be. */
export function withLiteral(text: string, wanted: Wanted): string {
  const edited = edit(text, wanted);
  if (!onlyChanged(text, edited, wanted)) {
    throw new EditRefused(
      `${nameOf(wanted)} can't be set without changing something else: set it by hand`,
    );
  }
  return edited;
}

/** The text without the lines of a key, and without the remark above them, if that is still there. */
export function withoutKey(text: string, path: readonly string[], remark?: string): string {
  const entry = layoutOf(text).entries.find((entry) => isDeepStrictEqual(entry.path, path));
  return entry === undefined ? text : withoutLines(text, entry, remark);
}

/** The text without the line of a table that holds nothing and was made with this remark above it. */
export function withoutEmptyTable(text: string, table: readonly string[], remark: string): string {
  const { headers, entries } = layoutOf(text);
  const isIn = (path: readonly string[]) => isDeepStrictEqual(path.slice(0, table.length), table);
  const own = headers.filter(({ path }) => isIn(path));
  const isEmpty = own.length === 1 && !entries.some(({ path }) => isIn(path));
  if (!isEmpty || remarkAbove(text, own[0].start, remark) === undefined) return text;
  return withoutLines(text, own[0], remark);
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

/** Where the remark begins that stands in the line above a place. */
function remarkAbove(text: string, at: number, remark: string): number | undefined {
  const line = lineStart(text, at);
  const above = lineStart(text, Math.max(0, line - 1));
  return text.slice(above, line).trim() === `# ${remark}` ? above : undefined;
}

function withoutLines(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  remark: string | undefined,
): string {
  const above = remark === undefined ? undefined : remarkAbove(text, start, remark);
  return text.slice(0, above ?? lineStart(text, start)) + text.slice(end);
}

/** Where a key stands, and its value as it is written. */
export function literalAt(
  text: string,
  path: readonly string[],
): { readonly start: number; readonly literal: string } | undefined {
  const entry = layoutOf(text).entries.find((entry) => isDeepStrictEqual(entry.path, path));
  return entry && { start: entry.start, literal: text.slice(entry.value, entry.valueEnd) };
}

function nameOf({ path }: Wanted): string {
  return path.join(".");
}

function tableOf({ path }: Wanted): readonly string[] {
  return path.slice(0, -1);
}

function edit(text: string, wanted: Wanted): string {
  const layout = layoutOf(text);
  const there = layout.entries.find(({ path }) => isDeepStrictEqual(path, wanted.path));
  if (there) return replaced(text, there, wanted.literal);
  refuseOtherForms(text, layout, wanted);
  return inserted(text, layout, wanted);
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}

function replaced(text: string, entry: Entry, literal: string): string {
  if (entry.commented) {
    const line = lineOf(text, entry.start);
    throw new EditRefused(`line ${line} holds comments inside the value: change it by hand`);
  }
  return text.slice(0, entry.value) + literal + text.slice(entry.valueEnd);
}

/** The table, or the key itself, may be written as an inline table or as a table of its own. */
function refuseOtherForms(text: string, { headers, entries }: Layout, wanted: Wanted): void {
  const table = tableOf(wanted);
  const inline = entries.find(({ path }) =>
    path.length <= table.length && isDeepStrictEqual(path, table.slice(0, path.length))
  );
  const own = [...headers, ...entries].find(({ path }) =>
    isDeepStrictEqual(path.slice(0, wanted.path.length), wanted.path)
  );
  const other = inline ?? own;
  if (other === undefined) return;
  const line = lineOf(text, other.start);
  throw new EditRefused(
    `line ${line} writes ${
      inline ? inline.path.join(".") : nameOf(wanted)
    } as a table: change it by hand`,
  );
}

/** Puts a new line after what the table has already, or a new table at the end. */
function inserted(text: string, { headers, entries }: Layout, wanted: Wanted): string {
  const table = tableOf(wanted);
  const name = keyOf(wanted.path.slice(-1));
  const header = headers.find(({ path }) => isDeepStrictEqual(path, table));
  const depth = header ? table.length : 0;
  const mate = entries.filter((entry) =>
    entry.depth === depth && isDeepStrictEqual(entry.path.slice(0, table.length), table)
  ).at(-1);
  if (mate) {
    const prefix = header ? name : keyOf(wanted.path);
    return lineAt(text, mate.end, linesOf(wanted, prefix, indentOf(text, mate.start)));
  }
  if (header) return lineAt(text, header.end, linesOf(wanted, name));
  const gap = text.trim() === "" ? "" : "\n";
  if (table.length === 0) return lineAt(text, 0, linesOf(wanted, name) + gap);
  const { literal } = wanted;
  const head = `${gap}${remarkLine(wanted)}[${keyOf(table)}]\n`;
  return lineAt(text, text.length, `${head}${linesOf({ literal }, name)}`);
}

/** A key as TOML writes it. */
function keyOf(path: readonly string[]): string {
  return path.map(partOf).join(".");
}

function remarkLine({ remark }: Pick<Wanted, "remark">): string {
  return remark === undefined ? "" : `# ${remark}\n`;
}

function linesOf(wanted: Omit<Wanted, "path">, name: string, indent = ""): string {
  const above = wanted.remark === undefined ? "" : indent + remarkLine(wanted);
  return `${above}${indent}${name} = ${wanted.literal}`;
}

function indentOf(text: string, at: number): string {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  return text.slice(start, at);
}

function lineAt(text: string, at: number, line: string): string {
  const feed = text.includes("\r\n") ? "\r\n" : "\n";
  const before = text.slice(0, at);
  const open = before !== "" && !before.endsWith("\n") ? feed : "";
  return before + open + line.replaceAll("\n", feed) + feed + text.slice(at);
}

/** Whether a parser finds that very key changed and nothing else. */
function onlyChanged(before: string, after: string, wanted: Wanted): boolean {
  const hoped = parse(before);
  const name = wanted.path.at(-1)!;
  // Values of the parser's own making throughout: they are compared with their prototypes.
  const fresh = parse(`value = ${wanted.literal}`).value;
  const table = tableIn(hoped, tableOf(wanted));
  if (table === undefined) return false;
  table[name] = fresh;
  return isDeepStrictEqual(parsed(after), hoped);
}

function parsed(text: string): TomlTable | undefined {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof TomlError) return undefined;
    throw error;
  }
}

/** The table of that name, made where there is none; nothing where the name is a value's. */
function tableIn(document: TomlTable, path: readonly string[]): TomlTable | undefined {
  let table = document;
  for (const part of path) {
    if (!Object.hasOwn(table, part)) table[part] = parse("");
    const next = table[part];
    if (!isTable(next)) return undefined;
    table = next as TomlTable;
  }
  return table;
}
