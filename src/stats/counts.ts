import { addTo, noParts, type PartSums } from "./sums.ts";

/** Names come from requests: more than this many of a kind are counted together. */
const MOST_NAMES = 200;
const REST = "(other)";

/** Sums by name, bounded. */
export class Counts {
  readonly #byName = new Map<string, PartSums>();

  add(name: string, sums: Partial<PartSums>): void {
    addTo(this.#sumsOf(name), sums);
  }

  toJSON(): Record<string, PartSums> {
    return Object.fromEntries(this.#byName);
  }

  #sumsOf(name: string): PartSums {
    const known = this.#byName.has(name) || this.#byName.size < MOST_NAMES ? name : REST;
    const sums = this.#byName.get(known) ?? noParts();
    this.#byName.set(known, sums);
    return sums;
  }
}
