import { constants } from "node:buffer";
import { begunWith } from "./begin.ts";
import { textAt } from "./literal.ts";
import { cellsOf } from "./scan.ts";
import { bytesAt, type Span } from "./span.ts";
import { CELL } from "./tape.ts";

export type { Span } from "./span.ts";
export { textAt } from "./literal.ts";
export { placeWithin } from "./within.ts";

/** What a JSON value is. */
export type Kind = "object" | "array" | "string" | "number" | "boolean" | "null";

/** One value of a body: where it stands (a string with its quotes), and what it holds through the functions below. */
export interface Value extends Span {
  readonly tape: Tape;
  readonly index: number;
}

/** One member of an object. */
export interface Field {
  readonly key: string;
  readonly value: Value;
}

/** A body and where all its values sit, `CELL` numbers each. */
interface Tape {
  readonly body: Uint8Array;
  readonly cells: Int32Array;
}

/** What was read of another body before, and how many bytes both have in common at their start. */
export interface Before {
  readonly root: Value;
  readonly same: number;
}

/**
 * Where every value sits in the body. `undefined` where the body is not JSON, whole and nothing else.
 * What it has in common with a body that was read before is taken over from there.
 */
export function spansOf(body: Uint8Array, before?: Before): Value | undefined {
  // What does not fit in a string goes through as it is.
  if (body.length > constants.MAX_STRING_LENGTH) return undefined;
  const begun = before && begunWith(before.root.tape.cells, body, before.same);
  const from = begun?.at ?? 0;
  const text = bytesAt(body, { start: from, end: body.length }).toString("latin1");
  const cells = cellsOf({ bytes: body, text, from }, begun);
  return cells && valueOf({ body, cells }, 0);
}

/** What a body's spans take in memory, in bytes. */
export function spanBytes({ tape }: Value): number {
  return tape.cells.buffer.byteLength;
}

/** What the value is. */
export function kindOf(value: Value): Kind {
  switch (value.tape.body[value.start]) {
    case 0x7b:
      return "object";
    case 0x5b:
      return "array";
    case 0x22:
      return "string";
    case 0x74:
    case 0x66:
      return "boolean";
    case 0x6e:
      return "null";
    default:
      return "number";
  }
}

/** The value under a key of an object; of several with the same key the last, as JSON.parse has it. */
export function field(value: Value | undefined, name: string): Value | undefined {
  if (!value || kindOf(value) !== "object") return undefined;
  const { tape } = value;
  const after = nextOf(value.tape, value.index);
  let found = -1;
  for (let key = value.index + 1; key < after; key = nextOf(tape, key + 1)) {
    if (isKey(tape, key, name)) found = key + 1;
  }
  return found < 0 ? undefined : valueOf(tape, found);
}

/** The members of an object in order, repeated keys too; nothing for anything else. */
export function fields(value: Value | undefined): Field[] {
  if (!value || kindOf(value) !== "object") return [];
  const { tape } = value;
  const after = nextOf(tape, value.index);
  const found: Field[] = [];
  for (let key = value.index + 1; key < after; key = nextOf(tape, key + 1)) {
    found.push({ key: keyOf(tape, key), value: valueOf(tape, key + 1) });
  }
  return found;
}

/** The elements of an array in order; nothing for anything else. */
export function items(value: Value | undefined): Value[] {
  if (!value || kindOf(value) !== "array") return [];
  const { tape } = value;
  const after = nextOf(tape, value.index);
  const found: Value[] = [];
  for (let item = value.index + 1; item < after; item = nextOf(tape, item)) {
    found.push(valueOf(tape, item));
  }
  return found;
}

/** Whether two values, of one body or of two, are written the same, byte for byte; or neither is there. */
export function isSameValue(one: Value | undefined, other: Value | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return bytesAt(one.tape.body, one).equals(bytesAt(other.tape.body, other));
}

/** The text of a string; `undefined` for anything else, and where `textAt` can't read it. */
export function textOf(value: Value | undefined): string | undefined {
  return value && textAt(value.tape.body, value);
}

/** The value as it is written. Bytes that are not UTF-8 stand as U+FFFD. */
export function writtenOf(value: Value): string {
  return bytesAt(value.tape.body, value).toString();
}

/** The number, as near as JavaScript comes to it; `undefined` for anything else. */
export function numberOf(value: Value | undefined): number | undefined {
  return value && kindOf(value) === "number" ? Number(rawOf(value)) : undefined;
}

/** The boolean; `undefined` for anything else. */
export function booleanOf(value: Value | undefined): boolean | undefined {
  return value && kindOf(value) === "boolean" ? rawOf(value) === "true" : undefined;
}

function valueOf(tape: Tape, index: number): Value {
  return { start: tape.cells[index * CELL], end: tape.cells[index * CELL + 1], tape, index };
}

/** The index of what follows the value and all that is in it. */
function nextOf(tape: Tape, index: number): number {
  return tape.cells[index * CELL + 2];
}

/** A key that has no text (see `textAt`) stands as it is written, quotes and all: it must not pass for another. */
function keyOf(tape: Tape, index: number): string {
  const key = valueOf(tape, index);
  return textOf(key) ?? rawOf(key);
}

/** Compares bytes, and decodes the key only where it holds more than plain ASCII. */
function isKey(tape: Tape, index: number, name: string): boolean {
  const start = tape.cells[index * CELL] + 1;
  const length = tape.cells[index * CELL + 1] - 1 - start;
  // A character is written in six bytes at most: `\u0041`.
  if (length < name.length || length > 6 * name.length) return false;
  for (let i = 0; i < length; i++) {
    const byte = tape.body[start + i];
    if (byte === 0x5c || byte > 0x7f) return textOf(valueOf(tape, index)) === name;
    if (byte !== name.charCodeAt(i)) return false;
  }
  return length === name.length;
}

/** As it stands in the body, byte by byte. */
function rawOf(value: Value): string {
  return bytesAt(value.tape.body, value).toString("latin1");
}
