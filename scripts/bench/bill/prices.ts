import { readFileSync } from "node:fs";
import type { Rate } from "./cache.ts";

/** What a model asks, in dollars for a million tokens. */
export interface Price extends Readonly<Record<Rate, number>> {
  readonly output: number;
  /** A shorter prefix is not cached. */
  readonly leastCached: number;
}

interface Card {
  readonly input: number;
  readonly output: number;
  readonly cache_write_5m: number;
  readonly cache_write_1h: number;
  readonly cache_read: number;
  readonly min_cacheable_tokens: number;
  readonly long_prompt?: Omit<Card, "min_cacheable_tokens"> & {
    readonly above_prompt_tokens: number;
  };
}

const FILE = new URL("../../../../shared/reference/prices.json", import.meta.url);

/** The prices of Anthropic's models, as they stand beside the repository. */
export class Prices {
  readonly #cards: Readonly<Record<string, Card>> = JSON.parse(readFileSync(FILE, "utf8"))
    .anthropic;

  /** For a prompt of so many tokens. */
  of(model: string, prompt: number): Price {
    const name = model.replace(/-\d{8}$/, "");
    if (!Object.hasOwn(this.#cards, name)) throw new Error(`there is no price of ${model}`);
    const card = this.#cards[name];
    const { long_prompt: long, min_cacheable_tokens: leastCached } = card;
    const { input, output, ...cache } = long && prompt > long.above_prompt_tokens ? long : card;
    return {
      input,
      output,
      read: cache.cache_read,
      write_5m: cache.cache_write_5m,
      write_1h: cache.cache_write_1h,
      leastCached,
    };
  }
}
