import { Buffer } from "node:buffer";
import { Frames } from "../../expanding/frames.ts";

/** One chunk of an answer. */
export interface Chunk {
  /** All its bytes, as they came. */
  readonly raw: Uint8Array;
  /** The JSON in it; empty where there is none. */
  readonly data: string;
  /** It ends the stream, as `end` does. */
  readonly isEnd?: boolean;
}

/** How the chunks of a stream are told apart, and written. */
export interface Cutter {
  push(bytes: Uint8Array): readonly Chunk[];
  /** What stands behind the last whole chunk. */
  readonly rest: Uint8Array;
  /** A chunk with other contents; `nth` counts those that the client was given. */
  write(data: string, nth: number): Uint8Array;
  /** What ends the stream. */
  readonly end: string;
}

/** `alt=sse` */
export class EventCutter implements Cutter {
  readonly #frames = new Frames();
  readonly end = "";

  push(bytes: Uint8Array): readonly Chunk[] {
    return this.#frames.push(bytes);
  }

  get rest(): Uint8Array {
    return this.#frames.rest;
  }

  write(data: string): Uint8Array {
    return Buffer.from(`data: ${data}\r\n\r\n`);
  }
}

const [OPEN, CLOSE, QUOTE, BACKSLASH, BRACKET] = [...'{}"\\]'].map((char) => char.charCodeAt(0));

/** Without `alt=sse` the chunks are the items of one list, which comes bit by bit. */
export class ListCutter implements Cutter {
  #rest: Uint8Array = new Uint8Array(0);
  #at = 0;
  #start = -1;
  #depth = 0;
  #inString = false;
  #isOver = false;
  readonly end = "\n]\n";

  push(bytes: Uint8Array): readonly Chunk[] {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const chunks: Chunk[] = [];
    while (this.#at < this.#rest.length && !this.#isOver) {
      if (this.#isEnd(this.#rest[this.#at++])) chunks.push(this.#cut());
    }
    if (this.#isOver && this.#rest.length > 0) chunks.push(this.#tail());
    return chunks;
  }

  get rest(): Uint8Array {
    return this.#rest;
  }

  write(data: string, nth: number): Uint8Array {
    return Buffer.from(`${nth === 0 ? "[" : ",\r\n"}${data}`);
  }

  /** Does this byte end an item? */
  #isEnd(byte: number): boolean {
    if (this.#inString) {
      if (byte === BACKSLASH) this.#at++;
      else if (byte === QUOTE) this.#inString = false;
      return false;
    }
    if (byte === QUOTE) this.#inString = true;
    else if (byte === OPEN && this.#depth++ === 0) this.#start = this.#at - 1;
    else if (byte === CLOSE) return --this.#depth === 0;
    else this.#isOver = byte === BRACKET && this.#depth === 0;
    return false;
  }

  /** The end of the list, and whatever stands behind it. */
  #tail(): Chunk {
    const raw = this.#rest;
    this.#rest = new Uint8Array(0);
    this.#at = 0;
    return { raw, data: "", isEnd: true };
  }

  #cut(): Chunk {
    const raw = this.#rest.subarray(0, this.#at);
    const data = Buffer.from(raw.subarray(this.#start)).toString();
    this.#rest = this.#rest.subarray(this.#at);
    this.#at = 0;
    return { raw, data };
  }
}
