import { Buffer } from "node:buffer";
import { EditRefused } from "../../config/toml_edit.ts";
import { sha256 } from "../../text/digest.ts";
import { takenFrom } from "../files/put.ts";
import type { FileRecord } from "./record.ts";

/** What a file is to become when what was done to it is undone. */
export interface Undone {
  readonly file: string;
  /** Nothing where it is not to be there. */
  readonly bytes: Uint8Array | undefined;
  /** Keys that say something else by now, and are left. */
  readonly left: readonly string[];
  /** Why nothing could be done about the file. */
  readonly refused?: string;
}

/** Undoes what was done to a file. `current` is what it holds by now, `backup` gives what it held before. */
export function undoneOf(
  record: FileRecord,
  current: Uint8Array | undefined,
  backup: (name: string) => Uint8Array | undefined,
): Undone {
  const { file } = record;
  if (current === undefined) return { file, bytes: undefined, left: [] };
  const digest = sha256(current);
  if (digest === record.before) return { file, bytes: current, left: [] };
  if (digest === record.after) {
    if (record.backup === undefined) return { file, bytes: undefined, left: [] };
    const bytes = backup(record.backup);
    if (bytes && sha256(bytes) === record.before) return { file, bytes, left: [] };
  }
  return takenOut(record, current);
}

/** Takes out value by value, the last one first. */
function takenOut({ file, form, puts, before }: FileRecord, current: Uint8Array): Undone {
  let text = Buffer.from(current).toString("latin1");
  const left: string[] = [];
  try {
    for (const put of puts.toReversed()) {
      const taken = takenFrom(text, form, put);
      text = taken.text;
      if (taken.changed) left.push(put.key.join("."));
    }
  } catch (error) {
    if (!(error instanceof EditRefused)) throw error;
    return { file, bytes: current, left, refused: error.message };
  }
  const isOurs = before === undefined && text.trim() === "";
  return { file, bytes: isOurs ? undefined : Buffer.from(text, "latin1"), left };
}
