import { Buffer } from "node:buffer";
import { closeSync, openSync, readSync } from "node:fs";
import { type Fields, isFields } from "../../demo/values.ts";
import type { Trouble } from "../session.ts";

/** One line of a log: a JSON object, and where it stands. */
export interface Line {
  /** Counted from 1. */
  readonly number: number;
  readonly fields: Fields;
}

/** Told of what can't be read. */
export type Tell = (trouble: Trouble) => void;

const FEED = 0x0a;
/** Read at once, in bytes. */
const PIECE = 1024 * 1024;
/** No request and no answer is longer, and not every string can be. In bytes. */
const LONGEST_LINE = 256 * 1024 * 1024;
/** Of a file with many damaged lines the first are named. */
const MOST_TOLD = 5;

/** The lines of a log. What is damaged is told of, and passed over: a log that is being written ends anywhere. */
export function linesOf(file: string, tell: Tell): Line[] {
  const lines: Line[] = [];
  const damaged: number[] = [];
  let number = 0;
  try {
    for (const text of textsIn(file)) {
      number++;
      if (text?.trim() === "") continue;
      const fields = text === undefined ? undefined : fieldsOf(text);
      if (fields) lines.push({ number, fields });
      else damaged.push(number);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    tell({ file, what: `can't be read (${code})` });
  }
  tellOf(file, damaged, lines.length === 0, tell);
  return lines;
}

function tellOf(file: string, damaged: readonly number[], isAll: boolean, tell: Tell): void {
  if (damaged.length > 0 && isAll) {
    return tell({ file, what: "is no session: its lines are not JSON objects" });
  }
  const what = "is not a JSON object";
  for (const line of damaged.slice(0, MOST_TOLD)) tell({ file, line, what });
  const more = damaged.length - MOST_TOLD;
  if (more > 0) tell({ file, what: `${more} more of its lines are not JSON objects` });
}

/** The lines of a file, whose size may be any; nothing in the place of one that is longer than a string can be. */
function* textsIn(file: string): Generator<string | undefined> {
  const line = new Growing();
  for (const piece of piecesOf(file)) {
    let from = 0;
    for (let feed = piece.indexOf(FEED); feed >= 0; feed = piece.indexOf(FEED, from)) {
      line.add(piece.subarray(from, feed));
      yield line.end();
      from = feed + 1;
    }
    line.add(piece.subarray(from));
  }
  yield line.end();
}

function* piecesOf(file: string): Generator<Buffer> {
  const handle = openSync(file, "r");
  try {
    for (;;) {
      const piece = Buffer.alloc(PIECE);
      const read = readSync(handle, piece);
      if (read === 0) return;
      yield piece.subarray(0, read);
    }
  } finally {
    closeSync(handle);
  }
}

/** A line, piece by piece. */
class Growing {
  readonly #decoder = new TextDecoder();
  #pieces: Uint8Array[] = [];
  #length = 0;

  add(piece: Uint8Array): void {
    this.#length += piece.length;
    if (this.#length > LONGEST_LINE) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  end(): string | undefined {
    const text = this.#length > LONGEST_LINE
      ? undefined
      : this.#decoder.decode(Buffer.concat(this.#pieces));
    this.#pieces = [];
    this.#length = 0;
    return text;
  }
}

function fieldsOf(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A time as logs write it, in milliseconds since 1970. */
export function timeOf(written: unknown): number | undefined {
  const time = typeof written === "string" ? Date.parse(written) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** A field that is a text; `undefined` for anything else. */
export function textIn(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === "string" ? value : undefined;
}

/** A field that is an object; an empty one for anything else. */
export function fieldsIn(fields: Fields, name: string): Fields {
  const value = fields[name];
  return isFields(value) ? value : {};
}
