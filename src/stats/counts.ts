/** What was saved under one heading. */
export interface Count {
  blocks: number;
  original_chars: number;
  saved_chars: number;
  saved_tokens: number;
  /** How often the model asked for an original of these. */
  expands: number;
}

/** Names come from requests: more than this many of a kind are counted together. */
const MOST_NAMES = 200;
const REST = "(other)";

/** Counts by name, bounded. */
export class Counts {
  readonly #byName = new Map<string, Count>();

  add(name: string, originalChars: number, savedChars: number, savedTokens: number): void {
    const count = this.#countOf(name);
    count.blocks++;
    count.original_chars += originalChars;
    count.saved_chars += savedChars;
    count.saved_tokens += savedTokens;
  }

  expanded(name: string): void {
    this.#countOf(name).expands++;
  }

  toJSON(): Record<string, Count> {
    return Object.fromEntries(this.#byName);
  }

  #countOf(name: string): Count {
    const known = this.#byName.has(name) || this.#byName.size < MOST_NAMES ? name : REST;
    const count = this.#byName.get(known) ??
      { blocks: 0, original_chars: 0, saved_chars: 0, saved_tokens: 0, expands: 0 };
    this.#byName.set(known, count);
    return count;
  }
}
