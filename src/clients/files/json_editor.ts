import { Buffer } from "node:buffer";
import { isDeepStrictEqual } from "node:util";
import { EditRefused } from "../../config/toml_edit.ts";
import { fields, kindOf, type Value } from "../../json/spans.ts";
import type { Editor, Found } from "./editor.ts";
import { jsoncOf, lastCommas, parsedJson, withoutComments } from "./jsonc.ts";

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

function rootOf(text: string): Value {
  const root = jsoncOf(bytesOf(text));
  if (root === undefined || kindOf(root) !== "object") {
    throw new EditRefused("it is no JSON object: mend it first");
  }
  return root;
}

/** A member of an object: where its key begins, and its value. */
interface Member {
  readonly start: number;
  readonly value: Value;
}

/** Of two members of one name the last counts, as it does to a parser. */
function memberOf(text: string, object: Value, name: string): Member | undefined {
  const all = fields(object);
  const nth = all.findLastIndex(({ key }) => key === name);
  if (nth < 0) return undefined;
  const value = all[nth].value;
  const free = nth === 0 ? object.start + 1 : all[nth - 1].value.end;
  return { start: withoutComments(text).indexOf('"', free), value };
}

/** The members on the way to a key, as far as they are there. */
function wayTo(text: string, key: readonly string[]): Member[] {
  const way: Member[] = [];
  let at = rootOf(text);
  for (const name of key) {
    if (kindOf(at) !== "object") {
      throw new EditRefused(
        `${key.slice(0, way.length).join(".")} is no object: change it by hand`,
      );
    }
    const member = memberOf(text, at, name);
    if (member === undefined) break;
    way.push(member);
    at = member.value;
  }
  return way;
}

/** The space that a text puts before a place, from the line's start on; nothing where something else stands there. */
function indentAt(text: string, at: number): string | undefined {
  return /(?:^|\n)([ \t]*)$/.exec(text.slice(0, at))?.[1];
}

/** The indentation of the line in which a place is. */
function lineIndent(text: string, at: number): string {
  return /(?:^|\n)([ \t]*)[^\n]*$/.exec(text.slice(0, at))![1];
}

/** Where the first key of an object begins, or where one would, if there is any. */
function firstKey(text: string, object: Value): number {
  return withoutComments(text).indexOf('"', object.start + 1);
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
function beforeFirst(text: string, object: Value, key: readonly string[], literal: string): string {
  const first = firstKey(text, object);
  const indent = indentAt(text, first);
  const { feed, unit } = styleOf(text);
  const member = indent === undefined
    ? nested(key, literal, "", "") + (text[object.start + 1] === '"' ? "," : ", ")
    : `${nested(key, literal, feed + indent, unit)},${feed}${indent}`;
  return text.slice(0, first) + member + text.slice(first);
}

/** Puts the only member into an object that holds none, and leaves what comments it holds. */
function intoEmpty(text: string, object: Value, key: readonly string[], literal: string): string {
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

/** Where the next thing after a place stands that is neither space nor comment. */
function nextAfter(text: string, at: number): number {
  return at + /^\s*/.exec(withoutComments(text).slice(at))![0].length;
}

/** The text without a member, and without the comma that it leaves. */
function withoutMember(text: string, { start, value }: Member): string {
  const comma = nextAfter(text, value.end);
  if (text[comma] === ",") {
    const space = /^\s*/.exec(text.slice(comma + 1))![0].length;
    return text.slice(0, start) + text.slice(value.end, comma) + text.slice(comma + 1 + space);
  }
  const bare = withoutComments(text).slice(0, start).trimEnd();
  const space = /\s*$/.exec(text.slice(0, start))![0].length;
  const kept = text.slice(0, start - space);
  const after = text.slice(value.end);
  if (!bare.endsWith(",")) return kept + after;
  return kept.slice(0, bare.length - 1) + kept.slice(bare.length) + after;
}

function isBlank(text: string): boolean {
  return withoutComments(text).trim() === "";
}

/** An object behind what a file without any holds: nothing, or comments. */
function emptyObject(text: string): string {
  return `${text}${text.trim() === "" || text.endsWith("\n") ? "" : "\n"}{}\n`;
}

/** JSON, with comments or without. */
export const jsonEditor: Editor = {
  put(text, { key, literal }) {
    const whole = isBlank(text) ? emptyObject(text) : text;
    const way = wayTo(whole, key);
    if (way.length === key.length) {
      const { start, end } = way[way.length - 1].value;
      return { text: whole.slice(0, start) + literal + whole.slice(end), made: 0 };
    }
    const object = way.at(-1)?.value ?? rootOf(whole);
    const rest = key.slice(way.length);
    const put = fields(object).length > 0 ? beforeFirst : intoEmpty;
    return { text: put(whole, object, rest, literal), made: rest.length - 1 };
  },
  find(text, key): Found | undefined {
    if (isBlank(text)) return undefined;
    const way = wayTo(text, key);
    const last = way.at(-1);
    if (way.length < key.length || last === undefined) return undefined;
    return { start: last.start, literal: text.slice(last.value.start, last.value.end) };
  },
  take(text, key, made) {
    const way = wayTo(text, key);
    if (way.length < key.length) return text;
    let last = way.length - 1;
    while (last > key.length - 1 - made && fields(way[last - 1].value).length === 1) last -= 1;
    return withoutMember(text, way[last]);
  },
  // A comma more or less says the same to us, and not to every parser.
  read: (text) => [parsedJson(bytesOf(text)), lastCommas(text)],
  isSame: (one, other) => isDeepStrictEqual(parsedJson(bytesOf(one)), parsedJson(bytesOf(other))),
};
