import type { Database, Fields } from "../../sqlite/database.ts";
import type { SumTable } from "./schema.ts";

/** Sums under their keys, to be added to those that stand in the table. */
export interface SumRow {
  readonly table: SumTable;
  /** One for each key of the table. */
  readonly keys: readonly string[];
  readonly sums: Record<string, number>;
}

/** Rows of one day. Names come from requests: what comes under more of them is added up together. */
const MOST_A_DAY = 200;
export const REST = "(other)";
/** The day of all that is older. */
export const EARLIER = "";

/** Adds a row to the totals. */
export function addRow(database: Database, row: SumRow): void {
  const { table, sums } = row;
  const keys = keysFor(database, row);
  const { columns } = table;
  database.run(
    `INSERT INTO ${table.name} (${[...table.keys, ...columns].join(", ")})
     VALUES (${[...table.keys, ...columns].map(() => "?").join(", ")})
     ON CONFLICT DO UPDATE SET ${
      columns.map((column) => `${column} = ${column} + excluded.${column}`).join(", ")
    }`,
    ...keys,
    ...columns.map((column) => sums[column] ?? 0),
  );
}

/** A name too many is counted with the others of its kind. */
function keysFor(database: Database, { table, keys }: SumRow): readonly string[] {
  const isThere = database.get(
    `SELECT 1 FROM ${table.name} WHERE ${table.keys.map((key) => `${key} = ?`).join(" AND ")}`,
    ...keys,
  );
  if (isThere) return keys;
  const found = database.get(`SELECT count(*) AS rows FROM ${table.name} WHERE day = ?`, keys[0]);
  return Number(found?.rows) < MOST_A_DAY ? keys : [...keys.slice(0, -1), REST];
}

/** Adds the days before one to what is older than is told day by day: a day at a time. Whether there was one. */
export function foldOne(database: Database, table: SumTable, before: string): boolean {
  const oldest = database.get(
    `SELECT day FROM ${table.name} WHERE day <> ? AND day < ? ORDER BY day LIMIT 1`,
    EARLIER,
    before,
  );
  if (oldest === undefined) return false;
  const day = String(oldest.day);
  for (const row of database.all(`SELECT * FROM ${table.name} WHERE day = ?`, day)) {
    addRow(database, folded(table, row));
  }
  database.run(`DELETE FROM ${table.name} WHERE day = ?`, day);
  return true;
}

function folded(table: SumTable, row: Fields): SumRow {
  return {
    table,
    keys: [EARLIER, ...table.keys.slice(1).map((key) => String(row[key]))],
    sums: sumsIn(table, row),
  };
}

/** The sums of a row. */
export function sumsIn({ columns }: SumTable, row: Fields): Record<string, number> {
  return Object.fromEntries(columns.map((column) => [column, Number(row[column])]));
}

/** The totals of a table by some of its keys, `where` holding; the names of all other keys are left out. */
export function sumsBy(
  database: Database,
  table: SumTable,
  keys: readonly string[],
  where: Readonly<Record<string, string>> = {},
): Fields[] {
  const sums = table.columns.map((column) => `coalesce(sum(${column}), 0) AS ${column}`);
  const conditions = Object.keys(where).map((key) => ` AND ${key} = ?`).join("");
  const group = keys.length > 0 ? ` GROUP BY ${keys.join(", ")}` : "";
  return database.all(
    `SELECT ${[...keys, ...sums].join(", ")} FROM ${table.name} WHERE 1${conditions}${group}`,
    ...Object.values(where),
  );
}
