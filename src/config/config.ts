import type { Card } from "../billing/prices.ts";
import type { Rule } from "../rules/rule.ts";
import type { Row, table } from "./table.ts";
import type { Upstream } from "./upstream.ts";

type Held<T> = T extends Row<infer V> ? V : never;
type Section<T> = { readonly [K in keyof T]: Held<T[K]> };
type Plain = Omit<typeof table, "upstreams">;

/** Every setting with what it holds, by the names that it has in the file. */
export type Config = { readonly [S in keyof Plain]: Section<Plain[S]> } & {
  readonly upstreams: Readonly<Record<string, Upstream>>;
  /** What the user says that models cost, by their names. */
  readonly prices: Readonly<Record<string, Card>>;
  /** The user's own. */
  readonly rules: readonly Rule[];
};

export type { Api, Upstream } from "./upstream.ts";
