import { isDeepStrictEqual } from "node:util";
import { parse, TomlError, type TomlTable } from "smol-toml";
import type { Value } from "./check.ts";
import { partOf, partsOf } from "./key_parts.ts";
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
  const [section, name] = partsOf(key);
  const wanted = { section, name, literal: literalOf(value) };
  const edited = edit(text, wanted);
  if (!onlyChanged(text, edited, wanted)) {
    throw new EditRefused(`${key} can't be set without changing something else: set it by hand`);
  }
  return edited;
}

/** What to write, and where it belongs. */
interface Wanted {
  readonly section: string;
  readonly name: string;
  readonly literal: string;
}

function edit(text: string, wanted: Wanted): string {
  const layout = layoutOf(text);
  const { section, name, literal } = wanted;
  const there = layout.entries.find(({ path }) => isDeepStrictEqual(path, [section, name]));
  if (there) return replaced(text, there, literal);
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

/** The section, or the key itself, may be written as an inline table or as a table of its own. */
function refuseOtherForms(text: string, { headers, entries }: Layout, wanted: Wanted): void {
  const { section, name } = wanted;
  const inline = entries.find(({ path }) => isDeepStrictEqual(path, [section]));
  const own = [...headers, ...entries].find(({ path }) => path[0] === section && path[1] === name);
  const other = inline ?? own;
  if (other === undefined) return;
  const line = lineOf(text, other.start);
  throw new EditRefused(
    `line ${line} writes ${inline ? section : `${section}.${name}`} as a table: change it by hand`,
  );
}

/** Puts a new line after what the section has already, or a new section at the end. */
function inserted(text: string, { headers, entries }: Layout, wanted: Wanted): string {
  const { section, name, literal } = wanted;
  const header = headers.find(({ path }) => isDeepStrictEqual(path, [section]));
  const mates = entries.filter(({ path, depth }) =>
    path[0] === section && depth === (header ? 1 : 0)
  );
  const mate = mates.at(-1);
  const key = partOf(name);
  const line = `${header ? key : `${section}.${key}`} = ${literal}`;
  if (mate) return lineAt(text, mate.end, indentOf(text, mate.start) + line);
  if (header) return lineAt(text, header.end, line);
  const gap = text.trim() === "" ? "" : "\n";
  return lineAt(text, text.length, `${gap}[${section}]\n${key} = ${literal}`);
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
  const { section, name, literal } = wanted;
  const hoped: TomlTable = parse(before);
  const fresh = tableIn(parse(`[${section}]\n${partOf(name)} = ${literal}`), section);
  // Values of the parser's own making throughout: they are compared with their prototypes.
  if (section in hoped) tableIn(hoped, section)[name] = fresh[name];
  else hoped[section] = fresh;
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

function tableIn(document: TomlTable, section: string): TomlTable {
  return document[section] as TomlTable;
}
