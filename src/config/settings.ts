import type { Value } from "./check.ts";
import type { Rule } from "../rules/rule.ts";
import type { Config } from "./config.ts";
import { partsOf } from "./key_parts.ts";
import { keys } from "./keys.ts";
import { cardOf, type ModelPrice } from "./model_price.ts";
import type { Source } from "./problem.ts";
import type { Api, Upstream } from "./upstream.ts";

/** What a setting holds and who says so. */
export interface Setting {
  readonly key: string;
  readonly value: Value;
  readonly source: Source;
  /** The file, the variable or the flag; nothing for a default. */
  readonly where: string | undefined;
}

function upstreamOf(name: string, value: Value): [string, Upstream] {
  // A built-in upstream is written as its URL alone: it speaks the API that it is named after.
  return [name, typeof value === "string" ? { url: value, api: name as Api } : value as Upstream];
}

/** Settings by section, as the rest of the program reads them. */
export function configOf(settings: readonly Setting[], rules: readonly Rule[] = []): Config {
  const sections: Record<string, Record<string, Value>> = {};
  for (const { key, value } of settings) {
    const [section, name] = partsOf(key);
    (sections[section] ??= {})[name] = value;
  }
  const upstreams = Object.entries(sections.upstreams)
    .map(([name, value]) => upstreamOf(name, value));
  const prices = Object.entries(sections.prices ?? {})
    .map(([model, price]) => [model, cardOf(price as ModelPrice)]);
  // Each value passed the check of its row, and every row is there: that is the type's promise.
  return {
    ...sections,
    upstreams: Object.fromEntries(upstreams),
    prices: Object.fromEntries(prices),
    rules,
  } as unknown as Config;
}

/** What each setting holds when nothing is set. */
export const defaults: readonly Setting[] = keys.map(({ name, row }) => ({
  key: name,
  value: row.initial,
  source: "default",
  where: undefined,
}));

/** What holds when nothing is set. */
export const defaultConfig: Config = configOf(defaults);
