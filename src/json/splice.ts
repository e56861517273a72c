export { quote } from "./literal.ts";
export { writtenAt } from "./within.ts";

/** Puts `insert` in place of the bytes from `start` up to `end`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly insert: Uint8Array;
}

/** The body with the edits made; all other bytes stay as they are. With no edits, the very same buffer. */
export function splice(body: Uint8Array, edits: readonly Edit[]): Uint8Array {
  if (edits.length === 0) return body;
  const spliced = new Uint8Array(lengthAfter(body, edits));
  let read = 0;
  let written = 0;
  for (const { start, end, insert } of edits) {
    spliced.set(body.subarray(read, start), written);
    written += start - read;
    spliced.set(insert, written);
    written += insert.length;
    read = end;
  }
  spliced.set(body.subarray(read), written);
  return spliced;
}

/** Throws where the edits don't stand in the body, in order, apart from one another. */
function lengthAfter(body: Uint8Array, edits: readonly Edit[]): number {
  let length = body.length;
  let free = 0;
  for (const { start, end, insert } of edits) {
    const isPlace = Number.isInteger(start) && Number.isInteger(end) && start <= end;
    if (!isPlace || start < free || end > body.length) {
      throw new RangeError(
        `Cannot splice: an edit must stand in bytes ${free}-${body.length}, after the one before it: received ${start}-${end}`,
      );
    }
    length += insert.length - (end - start);
    free = end;
  }
  return length;
}
