import { isDeepStrictEqual } from "node:util";
import { parse, TomlError } from "smol-toml";
import {
  EditRefused,
  literalAt,
  withLiteral,
  withoutEmptyTable,
  withoutKey,
} from "../../config/toml_edit.ts";
import type { Editor } from "./editor.ts";

const REMARK = 'put here by squeezr; "squeezr unsetup" takes it out';

/** A byte order mark, which no TOML parser takes, and the rest. */
function parted(text: string): [mark: string, rest: string] {
  const length = text.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
  return [text.slice(0, length), text.slice(length)];
}

function read(text: string): unknown {
  try {
    return parse(parted(text)[1]);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new EditRefused(`line ${error.line} is no TOML: mend it first`);
  }
}

/** TOML. */
export const tomlEditor: Editor = {
  put(text, { key, literal }) {
    read(text);
    const [mark, rest] = parted(text);
    return { text: mark + withLiteral(rest, { path: key, literal, remark: REMARK }), made: 0 };
  },
  find(text, key) {
    read(text);
    const [mark, rest] = parted(text);
    const found = literalAt(rest, key);
    return found && { start: found.start + mark.length, literal: found.literal };
  },
  take(text, key) {
    const [mark, rest] = parted(text);
    // A table that was made for ours goes with the last of them.
    return mark + withoutEmptyTable(withoutKey(rest, key, REMARK), key.slice(0, -1), REMARK);
  },
  read,
  isSame: (one, other) => isDeepStrictEqual(read(`value = ${one}`), read(`value = ${other}`)),
};
