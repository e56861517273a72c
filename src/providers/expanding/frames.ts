import { Buffer } from "node:buffer";

/** One event of a stream, as it came. */
export interface Frame {
  /** All its bytes, the blank line at its end included. */
  readonly raw: Uint8Array;
  /** What its `data` lines say. */
  readonly data: string;
}

const LF = 0x0a;
const CR = 0x0d;

/**
 * Cuts a stream of events into frames, keeping every byte: a stream that needs no change goes on as it came.
 * Source: the event stream format of the HTML standard, 9.2.5 (lines end in LF, CR or CRLF; a blank line ends an event).
 */
export class Frames {
  #rest: Uint8Array = new Uint8Array(0);
  /** Up to here the rest is known to hold no end of a frame. */
  #looked = 0;

  /** What stands behind the last whole frame. */
  get rest(): Uint8Array {
    return this.#rest;
  }

  /** The frames that these bytes complete. */
  push(bytes: Uint8Array): Frame[] {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const frames: Frame[] = [];
    for (let end = this.#end(); end >= 0; end = this.#end()) {
      const raw = this.#rest.subarray(0, end);
      frames.push({ raw, data: dataOf(raw) });
      this.#rest = this.#rest.subarray(end);
      this.#looked = 0;
    }
    return frames;
  }

  /** Where the first frame of the rest ends; -1 where its blank line has not come whole. */
  #end(): number {
    const rest = this.#rest;
    for (let at = this.#looked; at < rest.length; at++) {
      const first = lineEnd(rest, at);
      if (first === 0) continue;
      // A CR at the very end may have its LF in the next chunk.
      if (at + first >= rest.length) break;
      const second = lineEnd(rest, at + first);
      if (second === 0) {
        at += first - 1;
        continue;
      }
      const end = at + first + second;
      if (rest[end - 1] === CR && end === rest.length) break;
      return end;
    }
    this.#looked = Math.max(0, rest.length - 4);
    return -1;
  }
}

/** How many bytes the line ending here has; 0 where none stands here. */
function lineEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at] === LF) return 1;
  if (bytes[at] !== CR) return 0;
  return bytes[at + 1] === LF ? 2 : 1;
}

function dataOf(raw: Uint8Array): string {
  return Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString("utf8")
    .split(/\r\n|\r|\n/)
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice(line.startsWith("data: ") ? 6 : 5))
    .join("\n");
}
