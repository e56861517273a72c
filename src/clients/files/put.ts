import { isDeepStrictEqual } from "node:util";
import { EditRefused } from "../../config/toml_edit.ts";
import type { Form } from "../client.ts";
import type { Editor, Wish } from "./editor.ts";
import { jsonEditor } from "./json_editor.ts";
import { linesEditor } from "./lines_editor.ts";
import { tomlEditor } from "./toml_editor.ts";

/** What was put into a file, and all that it takes to take it out again. */
export interface Put extends Wish {
  /** What stood there before, as it was written. */
  readonly was?: string;
  /** Objects that were written around it. */
  readonly made: number;
  /** What went in and out at one place; the key begins `offset` after its start. Unknown of what we only found there. */
  readonly cut?: { readonly offset: number; readonly inserted: string; readonly removed: string };
}

/** How files of each form are changed. */
export const editors: Readonly<Record<Form, Editor>> = {
  json: jsonEditor,
  toml: tomlEditor,
  dotenv: linesEditor,
  sh: linesEditor,
  fish: linesEditor,
  powershell: linesEditor,
};

/** Puts a value into a text. The same text, and nothing to take out, where it says that already. */
export function putInto(
  text: string,
  form: Form,
  wish: Wish,
): { readonly text: string; readonly put: Put | undefined } {
  const editor = editors[form];
  const there = editor.find(text, wish.key);
  if (there && editor.isSame(there.literal, wish.literal)) return { text, put: undefined };
  const { text: after, made } = editor.put(text, wish);
  const { start, inserted, removed } = differenceOf(text, after);
  const offset = editor.find(after, wish.key)!.start - start;
  const put: Put = { ...wish, was: there?.literal, made, cut: { offset, inserted, removed } };
  return { text: after, put };
}

/** The one place in which two texts differ. */
export function differenceOf(before: string, after: string) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return {
    start,
    inserted: after.slice(start, after.length - end),
    removed: before.slice(start, before.length - end),
  };
}

/** What came of taking something out. */
export interface Taken {
  readonly text: string;
  /** It says something else by now, and was left. */
  readonly changed: boolean;
}

/** Takes out what was put in, and leaves everything else as it is by now. Throws EditRefused where the text can't be read. */
export function takenFrom(text: string, form: Form, put: Put): Taken {
  const editor = editors[form];
  const there = editor.find(text, put.key);
  if (there === undefined) return { text, changed: false };
  if (!editor.isSame(there.literal, put.literal)) return { text, changed: true };
  const plain = put.was === undefined
    ? editor.take(text, put.key, put.made)
    : editor.put(text, { key: put.key, literal: put.was }).text;
  return { text: backward(text, there.start, put, editor, plain), changed: false };
}

/** The text as it was before, to the byte, where nobody touched what stands around; else the plain way. */
function backward(text: string, start: number, { cut }: Put, editor: Editor, plain: string) {
  if (cut === undefined) return plain;
  const at = start - cut.offset;
  if (at < 0 || !text.startsWith(cut.inserted, at)) return plain;
  const exact = text.slice(0, at) + cut.removed + text.slice(at + cut.inserted.length);
  return isReadAs(exact, plain, editor) ? exact : plain;
}

function isReadAs(one: string, other: string, editor: Editor): boolean {
  try {
    return isDeepStrictEqual(editor.read(one), editor.read(other));
  } catch (error) {
    if (error instanceof EditRefused) return false;
    throw error;
  }
}
