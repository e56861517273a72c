import { Buffer } from "node:buffer";

/** A place in the body, in bytes; `end` is the first byte after it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The bytes that stand at a place, not copied. */
export function bytesAt(body: Uint8Array, { start, end }: Span): Buffer {
  return Buffer.from(body.buffer, body.byteOffset + start, end - start);
}
