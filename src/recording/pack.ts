import { Buffer, isUtf8 } from "node:buffer";
import { commonPrefix } from "../text/bytes.ts";

/** Bytes as a line of JSON holds them: as text where they are UTF-8, else in base64. */
export type Written = { readonly text: string } | { readonly base64: string };

/** A body, told as a piece of an earlier one, a middle, and that one's end: an agent's request repeats the last. */
export interface Packed {
  /** Which request the earlier body is; nothing where there is none. */
  readonly base: number | undefined;
  /** How many bytes at its start and at its end are the same. */
  readonly start: number;
  readonly end: number;
  readonly middle: Written;
}

/** A body that others may be told by. */
export interface Base {
  readonly n: number;
  readonly body: Uint8Array;
}

/** The body, told by the base that it has the most in common with. */
export function packed(body: Uint8Array, bases: readonly Base[]): Packed {
  const best = bases.map((base) => ({ base, start: startOf(base.body, body) }))
    .reduce((one, other) => other.start > one.start ? other : one, NONE);
  if (best.base === undefined) return { base: undefined, start: 0, end: 0, middle: written(body) };
  const { base: { n, body: base }, start } = best;
  const end = endOf(base, body, start);
  const middle = body.subarray(start, body.length - end);
  return { base: n, start, end, middle: written(middle) };
}

const NONE: { readonly base: Base | undefined; readonly start: number } = {
  base: undefined,
  start: 0,
};

/** The body again. */
export function unpacked({ start, end, middle }: Packed, base: Uint8Array): Uint8Array {
  return Buffer.concat([
    base.subarray(0, start),
    bytesOf(middle),
    base.subarray(base.length - end),
  ]);
}

/** Bytes, to be written in a line of JSON. */
export function written(bytes: Uint8Array): Written {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return isUtf8(buffer) ? { text: buffer.toString() } : { base64: buffer.toString("base64") };
}

/** The bytes that were written. */
export function bytesOf(line: Written): Uint8Array {
  return "base64" in line ? Buffer.from(line.base64, "base64") : Buffer.from(line.text);
}

/** Not within a character, so that what is left can be written as text. */
function startOf(base: Uint8Array, body: Uint8Array): number {
  let start = commonPrefix(base, body);
  while (start > 0 && isInside(body, start)) start--;
  return start;
}

function endOf(base: Uint8Array, body: Uint8Array, start: number): number {
  const most = Math.min(base.length, body.length) - start;
  let end = 0;
  while (end < most && base[base.length - 1 - end] === body[body.length - 1 - end]) end++;
  while (end > 0 && isInside(body, body.length - end)) end--;
  return end;
}

/** Whether the byte there is one of a character's later ones. */
function isInside(body: Uint8Array, at: number): boolean {
  return at < body.length && (body[at] & 0xc0) === 0x80;
}
