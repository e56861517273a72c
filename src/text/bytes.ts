import { Buffer } from "node:buffer";

/** The smallest piece that is compared at once; the pieces double from here. */
const FIRST = 4096;

/** Whether the bytes are the same. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && (a === b || Buffer.compare(a, b) === 0);
}

/** How many bytes at the start of both are the same. */
export function commonPrefix(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  let same = 0;
  let size = FIRST;
  while (same < length) {
    const end = Math.min(same + size, length);
    if (!sameBytes(a.subarray(same, end), b.subarray(same, end))) {
      return firstDifference(a, b, same, end);
    }
    same = end;
    size *= 2;
  }
  return length;
}

/** Halves the piece, which holds a difference, until it is one byte. */
function firstDifference(a: Uint8Array, b: Uint8Array, from: number, to: number): number {
  let start = from;
  let end = to;
  while (end - start > 1) {
    const middle = (start + end) >> 1;
    if (sameBytes(a.subarray(start, middle), b.subarray(start, middle))) start = middle;
    else end = middle;
  }
  return start;
}
