import { PromptCache } from "./cache/cache.ts";
import { type Price, priceOf, type Prices } from "./prices.ts";
import type { Paid, Prompt, PromptBlock, Rate } from "./prompt.ts";

/** Tokens of a request and of its answer, by what they are paid as. */
export type Tokens = Paid & { readonly output: number };

/** Before anything is added up. */
export const NO_TOKENS: Tokens = { read: 0, write_long: 0, write: 0, input: 0, output: 0 };

/** Tokens of both, rate by rate. */
export function added(one: Tokens, other: Tokens): Tokens {
  return {
    read: one.read + other.read,
    write_long: one.write_long + other.write_long,
    write: one.write + other.write,
    input: one.input + other.input,
    output: one.output + other.output,
  };
}

/** What one request comes to. */
export interface Bill {
  readonly tokens: Tokens;
  /** What was asked for a million tokens; `undefined`: nobody knows what this model costs. */
  readonly price: Price | undefined;
  readonly dollars: number | undefined;
}

/** When a request was made, and its answer began, in milliseconds. */
export interface Times {
  readonly at: number;
  readonly begun?: number;
}

/** Bills one request after another, as their providers would: each account has a cache of its own. */
export class Account {
  readonly #cache = new PromptCache();
  readonly #prices: Prices;

  constructor(prices: Prices) {
    this.#prices = prices;
  }

  /** `output`: tokens of the answer. */
  bill(prompt: Prompt, { at, begun }: Times, output: number): Bill {
    const tokens = { ...this.#cache.ask(prompt, at, begun), output };
    const price = priceOf(this.#prices, prompt.model, sizeOf(tokens), prompt.tier);
    return { tokens, price, dollars: price && dollarsOf(tokens, price) };
  }
}

/** Tokens of the prompt, however they are paid. */
export function sizeOf({ read, write_long, write, input }: Paid): number {
  return read + write_long + write + input;
}

/** What tokens cost at a price. */
export function dollarsOf(tokens: Tokens, price: Price): number {
  return (tokens.read * price.read + tokens.write_long * price.write_long +
    tokens.write * price.write + tokens.input * price.input + tokens.output * price.output) / 1e6;
}

/** The rates in the order in which they stand in a prompt. */
const RATES: readonly Rate[] = ["read", "write_long", "write", "input"];

/** What the tokens of a prompt from one place to another cost, in dollars. Places are in tokens from its start. */
export function dollarsBetween(from: number, to: number, paid: Paid, price: Price): number {
  let [begin, dollars] = [0, 0];
  for (const rate of RATES) {
    const end = begin + paid[rate];
    dollars += Math.max(0, Math.min(to, end) - Math.max(from, begin)) * price[rate] / 1e6;
    begin = end;
  }
  return dollars;
}

/** What each block of a prompt cost, in dollars: a block may be read in part. */
export function dollarsByBlock(
  blocks: readonly PromptBlock[],
  paid: Paid,
  price: Price,
): number[] {
  let end = 0;
  return blocks.map(({ tokens }) => dollarsBetween(end, end += tokens, paid, price));
}
