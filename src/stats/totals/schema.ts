import { partColumns, requestColumns } from "../sums.ts";

/**
 * The tables of the totals: one row a day, client and model; one a day and rule or tool. Days are UTC's; `''` holds what
 * is older than is told day by day.
 */
export const steps: readonly (readonly string[])[] = [[
  `CREATE TABLE requests (
    day TEXT NOT NULL,
    client TEXT NOT NULL,
    model TEXT NOT NULL,
    requests INTEGER NOT NULL,
    billed INTEGER NOT NULL,
    estimated INTEGER NOT NULL,
    unpriced INTEGER NOT NULL,
    input INTEGER NOT NULL,
    cache_read INTEGER NOT NULL,
    cache_write INTEGER NOT NULL,
    cache_write_long INTEGER NOT NULL,
    output INTEGER NOT NULL,
    sent_usd REAL NOT NULL,
    direct_usd REAL NOT NULL,
    estimated_usd REAL NOT NULL,
    expand_usd REAL NOT NULL,
    tool_usd REAL NOT NULL,
    PRIMARY KEY (day, client, model)
  ) WITHOUT ROWID`,
  `CREATE TABLE parts (
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    blocks INTEGER NOT NULL,
    original_chars INTEGER NOT NULL,
    saved_chars INTEGER NOT NULL,
    saved_tokens INTEGER NOT NULL,
    saved_usd REAL NOT NULL,
    expands INTEGER NOT NULL,
    PRIMARY KEY (day, kind, name)
  ) WITHOUT ROWID`,
]];

/** One table: its keys, the day first, and what is added up in it. */
export interface SumTable {
  readonly name: "requests" | "parts";
  readonly keys: readonly string[];
  readonly columns: readonly string[];
}

export const requestTable: SumTable = {
  name: "requests",
  keys: ["day", "client", "model"],
  columns: requestColumns,
};
export const partTable: SumTable = {
  name: "parts",
  keys: ["day", "kind", "name"],
  columns: partColumns,
};
