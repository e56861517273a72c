import { Buffer } from "node:buffer";

const FEED = 0x0a;

/** Cuts a stream into lines, each with its end, keeping every byte. */
export class Lines {
  #rest: Uint8Array = new Uint8Array(0);

  /** What stands behind the last whole line. */
  get rest(): Uint8Array {
    return this.#rest;
  }

  /** The lines that these bytes complete. */
  push(bytes: Uint8Array): Uint8Array[] {
    const known = this.#rest.length;
    this.#rest = known === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const lines: Uint8Array[] = [];
    let from = 0;
    for (let at = this.#rest.indexOf(FEED, known); at >= 0; at = this.#rest.indexOf(FEED, from)) {
      lines.push(this.#rest.subarray(from, at + 1));
      from = at + 1;
    }
    this.#rest = this.#rest.subarray(from);
    return lines;
  }
}
