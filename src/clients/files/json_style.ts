import type { Value } from "../../json/spans.ts";
import { firstKey, rootOf } from "./json_members.ts";

/** The space that a text puts before a place, from the line's start on; nothing where something else stands there. */
function indentAt(text: string, at: number): string | undefined {
  return /(?:^|\n)([ \t]*)$/.exec(text.slice(0, at))?.[1];
}

/** The indentation of the line in which a place is. */
function lineIndent(text: string, at: number): string {
  return /(?:^|\n)([ \t]*)[^\n]*$/.exec(text.slice(0, at))![1];
}

/** How a text goes to a new line, and how far it indents what is in an object. */
function styleOf(text: string): { readonly feed: string; readonly unit: string } {
  const feed = text.includes("\r\n") ? "\r\n" : "\n";
  const indent = indentAt(text, firstKey(text, rootOf(text)));
  return { feed, unit: indent || "  " };
}

/** A value inside of objects, one for each name but the last. */
function nested(key: readonly string[], literal: string, feed: string, unit: string): string {
  const [name, ...rest] = key;
  const inner = rest.length === 0
    ? literal
    : `{${feed}${unit}${nested(rest, literal, feed + unit, unit)}${feed}}`;
  return `${JSON.stringify(name)}: ${inner}`;
}

/** Puts a member before the first of an object, in the way that this one is written. */
export function beforeFirst(
  text: string,
  object: Value,
  key: readonly string[],
  literal: string,
): string {
  const first = firstKey(text, object);
  const indent = indentAt(text, first);
  const { feed, unit } = styleOf(text);
  const member = indent === undefined
    ? nested(key, literal, "", "") + (text[object.start + 1] === '"' ? "," : ", ")
    : `${nested(key, literal, feed + indent, unit)},${feed}${indent}`;
  return text.slice(0, first) + member + text.slice(first);
}

/** Puts the only member into an object that holds none, and leaves what comments it holds. */
export function intoEmpty(
  text: string,
  object: Value,
  key: readonly string[],
  literal: string,
): string {
  const { feed, unit } = styleOf(text);
  const outer = lineIndent(text, object.start);
  const line = unit + outer;
  const member = nested(key, literal, feed + line, unit);
  const close = object.end - 1;
  const indent = indentAt(text, close);
  if (indent === undefined || close - indent.length <= object.start) {
    return `${text.slice(0, close)}${feed}${line}${member}${feed}${outer}${text.slice(close)}`;
  }
  const at = close - indent.length;
  return `${text.slice(0, at)}${line}${member}${feed}${text.slice(at)}`;
}
