import { isDeepStrictEqual } from "node:util";
import { fields } from "../../json/spans.ts";
import type { Editor, Found } from "./editor.ts";
import { bytesOf, rootOf, wayTo, withoutMember } from "./json_members.ts";
import { beforeFirst, intoEmpty } from "./json_style.ts";
import { lastCommas, parsedJson, withoutComments } from "./jsonc.ts";

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
