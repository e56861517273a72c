import type { Check } from "./check.ts";
import { modelPrice } from "./model_price.ts";
import { didYouMean } from "./nearest.ts";
import { type Row, table } from "./table.ts";
import { isUpstreamName, namedUpstream } from "./upstream.ts";

/** A setting and the name it goes by: `section.name`. */
export interface Key {
  readonly name: string;
  readonly row: Row;
}

/** Every setting of the table, in its order. */
export const keys: readonly Key[] = Object.entries(table).flatMap(([section, rows]) =>
  Object.entries(rows).map(([name, row]: [string, Row]) => ({ name: `${section}.${name}`, row }))
);

const names = keys.map((key) => key.name);

/** The settings that a project's file may hold. */
export const projectKeys: readonly string[] = keys.filter((key) => key.row.project)
  .map((key) => key.name);

const UPSTREAM = "upstreams.";
/** `prices.NAME`, the name in quotes where it holds more than letters, digits, `-` and `_`. */
const PRICE = /^prices\.(?:[\w-]+|"(?:[^"\\]|\\.)+")$/;

/** What may be written under this name; upstreams and models of the user's own have names of the user's own. */
export function checkOf(name: string): Check | undefined {
  const known = keys.find((key) => key.name === name);
  if (known) return known.row.check;
  if (PRICE.test(name)) return modelPrice;
  const own = name.startsWith(UPSTREAM) && isUpstreamName(name.slice(UPSTREAM.length));
  return own ? namedUpstream : undefined;
}

/** What to say of a name that no setting has. */
export function unknownKey(name: string): string {
  if (name.startsWith("prices.")) {
    return `unknown key ${name}; a model's price is prices."MODEL", its name in quotes`;
  }
  const inSection = names.filter((known) => known.startsWith(`${name.split(".")[0]}.`));
  const meant = names.filter((known) => known.endsWith(`.${name.split(".").at(-1)}`));
  const guess = meant.length === 1 ? ` (did you mean ${meant[0]}?)` : didYouMean(name, names);
  return `unknown key ${name}${guess}; allowed: ${
    (inSection.length > 0 ? inSection : names).join(", ")
  }`;
}
