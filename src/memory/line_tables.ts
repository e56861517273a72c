import type { Lines } from "../plan/lines.ts";
import { createLru } from "./lru.ts";

/** Key, objects and the map itself, about, in bytes. */
const OVERHEAD = 400;

/** The hashes of lines of texts that stand in conversations: each new result is looked for in them. */
export class LineTables {
  readonly #tables;

  constructor(maxBytes: number) {
    this.#tables = createLru<string, Lines>({ maxWeight: maxBytes, weigh: weightOf });
  }

  of(name: string, read: () => Lines): Lines {
    const known = this.#tables.get(name);
    if (known) return known;
    const { hashes, numbers } = read();
    const lines = { hashes, numbers };
    this.#tables.set(name, lines);
    return lines;
  }
}

function weightOf({ hashes, numbers }: Lines): number {
  return OVERHEAD + hashes.byteLength + numbers.byteLength;
}
