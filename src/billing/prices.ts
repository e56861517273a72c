import { namesOf } from "./model_names.ts";
import { table } from "./price_table.ts";
import type { Rate, Tier } from "./prompt.ts";

/** US dollars for a million tokens. */
export type Price = Readonly<Record<Rate | "output", number>>;

/** What a model costs. */
export interface Card extends Price {
  /** A longer prompt (cached tokens count) moves all of its request to another price. */
  readonly long?: { readonly above: number; readonly price: Price };
  /** How many times as much the fast tier costs, where there is one. */
  readonly fast?: number;
}

/** What models cost. */
export interface Prices {
  /** `undefined`: nobody knows what a model of this name costs. */
  of(model: string): Card | undefined;
}

/** The prices that are known, and those that the user knows better: names are matched the same way, theirs first. */
export function pricesWith(own: Readonly<Record<string, Card>> = {}): Prices {
  const cards = new Map([...Object.entries(table), ...Object.entries(own)]);
  const owned = new Map(Object.entries(own).map(([name, card]) => [name.toLowerCase(), card]));
  return {
    of: (model) => {
      const names = namesOf(model);
      const found = names.find((name) => owned.has(name)) ?? names.find((name) => cards.has(name));
      return found === undefined ? undefined : owned.get(found) ?? cards.get(found);
    },
  };
}

/** Everything that waits costs half. */
const BATCH = 0.5;

/** What a request with so many prompt tokens is billed at. A tier that the model is not sold in counts as the usual. */
export function priceOf(
  prices: Prices,
  model: string,
  promptTokens: number,
  tier: Tier,
): Price | undefined {
  const card = prices.of(model);
  if (card === undefined) return undefined;
  const price = card.long && promptTokens > card.long.above ? card.long.price : card;
  const times = tier === "batch" ? BATCH : tier === "fast" ? card.fast ?? 1 : 1;
  return times === 1 ? price : {
    input: price.input * times,
    output: price.output * times,
    read: price.read * times,
    write: price.write * times,
    write_long: price.write_long * times,
  };
}
