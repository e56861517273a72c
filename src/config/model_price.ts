import type { Card } from "../billing/prices.ts";
import { type Check, tomlValue } from "./check.ts";

/** What the user says that a model costs, in US dollars for a million tokens. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
  readonly cache_read?: number;
  readonly cache_write?: number;
  readonly cache_write_long?: number;
}

const NEEDED = ["input", "output"] as const;
const MORE = ["cache_read", "cache_write", "cache_write_long"] as const;
const NAMES: readonly string[] = [...NEEDED, ...MORE];

function isAmount(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

/** What a model costs. */
export const modelPrice: Check<ModelPrice> = {
  allowed: "{ input = 3, output = 15 } in US dollars for a million tokens, each 0 or more, " +
    `and if need be ${MORE.join(", ")}`,
  parse: (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const amounts = Object.entries(value);
    const isWhole = NEEDED.every((name) => Object.hasOwn(value, name));
    const isKnown = amounts.every(([name, amount]) => NAMES.includes(name) && isAmount(amount));
    return isWhole && isKnown ? Object.fromEntries(amounts) as unknown as ModelPrice : undefined;
  },
  read: tomlValue,
};

/** The price as the bill takes it: what is not said costs as much as input, and writing for long as much as writing. */
export function cardOf(price: ModelPrice): Card {
  const { input, output, cache_read = input, cache_write = input } = price;
  const { cache_write_long = cache_write } = price;
  return { input, output, read: cache_read, write: cache_write, write_long: cache_write_long };
}
