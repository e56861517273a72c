import { readFileSync } from "node:fs";
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
/** Of a file with many damaged lines the first are named. */
const MOST_TOLD = 5;

/** The lines of a log. What is damaged is told of, and passed over: a log that is being written ends anywhere. */
export function linesOf(file: string, tell: Tell): Line[] {
  const bytes = bytesOf(file, tell);
  const decoder = new TextDecoder();
  const lines: Line[] = [];
  const damaged: number[] = [];
  let number = 0;
  for (let from = 0; from < bytes.length;) {
    const feed = bytes.indexOf(FEED, from);
    const end = feed < 0 ? bytes.length : feed;
    const text = decoder.decode(bytes.subarray(from, end));
    from = end + 1;
    number++;
    if (text.trim() === "") continue;
    const fields = fieldsOf(text);
    if (fields) lines.push({ number, fields });
    else damaged.push(number);
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

function bytesOf(file: string, tell: Tell): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    tell({ file, what: `can't be read (${code})` });
    return new Uint8Array();
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
