/** How many counters there are: a power of two. */
const SIZE = 1 << 18;

/** Counts by hash. Texts may share a counter, so it tells at least how often each of them was added. */
export class Sieve {
  readonly #counters = new Uint32Array(SIZE);

  add(hash: number, times: number): void {
    this.#counters[cellOf(hash)] += times;
  }

  /** Whether a text of this hash may have been added so often. */
  mayReach(hash: number, times: number): boolean {
    return this.#counters[cellOf(hash)] >= times;
  }
}

function cellOf(hash: number): number {
  // Fibonacci hashing: the upper bits depend on all.
  return Math.imul(hash, 0x9e3779b1) >>> 14;
}

const FACTOR = 0x01000193;

/** Hashes of all stretches of a text, each in constant time. Made once, for texts up to a length. */
export class StretchHashes {
  readonly #powers: Int32Array;
  readonly #upTo: Int32Array;

  constructor(longest: number) {
    this.#upTo = new Int32Array(longest + 1);
    this.#powers = new Int32Array(longest + 1).fill(1);
    for (let i = 1; i <= longest; i++) this.#powers[i] = Math.imul(this.#powers[i - 1], FACTOR);
  }

  /** Reads a text; `of` then speaks of it. */
  read(text: string): void {
    for (let i = 0, hash = 0; i < text.length; i++) {
      hash = (Math.imul(hash, FACTOR) + text.charCodeAt(i)) | 0;
      this.#upTo[i + 1] = hash;
    }
  }

  of(start: number, end: number): number {
    return (this.#upTo[end] - Math.imul(this.#upTo[start], this.#powers[end - start])) | 0;
  }
}
