import { Buffer } from "node:buffer";
import { EditRefused } from "../../config/toml_edit.ts";
import { fields, kindOf, type Value } from "../../json/spans.ts";
import { jsoncOf, withoutComments } from "./jsonc.ts";

/** The bytes of a text that is one character a byte. */
export function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

/** The object that a text is. Throws EditRefused where it is none. */
export function rootOf(text: string): Value {
  const root = jsoncOf(bytesOf(text));
  if (root === undefined || kindOf(root) !== "object") {
    throw new EditRefused("it is no JSON object: mend it first");
  }
  return root;
}

/** A member of an object: where its key begins, and its value. */
export interface Member {
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
export function wayTo(text: string, key: readonly string[]): Member[] {
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

/** Where the first key of an object begins, or where one would, if there is any. */
export function firstKey(text: string, object: Value): number {
  return withoutComments(text).indexOf('"', object.start + 1);
}

/** Where the next thing after a place stands that is neither space nor comment. */
function nextAfter(text: string, at: number): number {
  return at + /^\s*/.exec(withoutComments(text).slice(at))![0].length;
}

/** The text without a member, and without the comma that it leaves. */
export function withoutMember(text: string, { start, value }: Member): string {
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
