import type { Table } from "./columns.ts";

/** May rows that agree come together, are they folded where they are neighbours, or does each say everything? */
export type Layout = "gathered" | "kept" | "plain";

/** The columns that rows which agree in them say once, and whether such rows come together for it. */
export interface Keys {
  readonly isKey: readonly boolean[];
  readonly gathers: boolean;
}

/** Rows that are looked at. */
const ROWS = 200;
/** A column is said once, at first, where so many rows say something new in it. */
const FEW = 0.3;
const PASSES = 3;
const PRIME = 16_777_619;
/** Rows leave their order where that makes the print so much shorter. */
const WORTH = 0.95;

/** Chooses the columns that make the print short. */
export function keysOf({ head, rows }: Table, layout: Layout): Keys {
  if (layout === "plain") return { isKey: head.map(() => false), gathers: false };
  const sample = rows.slice(0, ROWS);
  const columns = head.map((_, i) => columnOf(sample.map((row) => row[i])));
  const kept = shortest(columns, ({ begins }) => begins.filter(Boolean).length, lengthInOrder);
  if (layout === "kept") return { isKey: kept.isKey, gathers: false };
  const gathered = shortest(columns, ({ ids }) => new Set(ids).size, lengthGathered);
  const gathers = gathered.length < WORTH * kept.length;
  return { isKey: (gathers ? gathered : kept).isKey, gathers };
}

/** Flips one column after another as long as the print gets shorter. */
function shortest(
  columns: readonly Column[],
  newsOf: (column: Column) => number,
  lengthWith: (columns: readonly Column[], isKey: readonly boolean[]) => number,
): { readonly isKey: boolean[]; readonly length: number } {
  const most = FEW * columns[0].ids.length;
  const isKey = columns.map((column) => column.mayBeKey && newsOf(column) <= most);
  // What is said once is said of something.
  if (isKey.every(Boolean)) isKey[isKey.length - 1] = false;
  let length = lengthWith(columns, isKey);
  for (let pass = 0; pass < PASSES; pass++) {
    for (const [i, { mayBeKey }] of columns.entries()) {
      if (!mayBeKey) continue;
      isKey[i] = !isKey[i];
      const tried = isKey.every(Boolean) ? Infinity : lengthWith(columns, isKey);
      if (tried < length) length = tried;
      else isKey[i] = !isKey[i];
    }
  }
  return { isKey, length };
}

interface Column {
  /** Of each cell, with the blank behind it. */
  readonly lengths: readonly number[];
  /** Equal for equal cells. */
  readonly ids: readonly number[];
  /** Is the cell another than the one above? */
  readonly begins: readonly boolean[];
  /** Cells of more words could not be told apart, and `x: ` ends the columns that are said once. */
  readonly mayBeKey: boolean;
}

function columnOf(cells: readonly string[]): Column {
  const ids = new Map<string, number>();
  for (const cell of cells) if (!ids.has(cell)) ids.set(cell, ids.size);
  return {
    lengths: cells.map((cell) => Math.max(cell.length, 1) + 1),
    ids: cells.map((cell) => ids.get(cell) ?? 0),
    begins: cells.map((cell, i) => cell !== cells[i - 1]),
    mayBeKey: cells.every((cell) => !cell.includes(" ") && !cell.endsWith(":")),
  };
}

/** Characters of the print, where rows stay in their order. */
function lengthInOrder(columns: readonly Column[], isKey: readonly boolean[]): number {
  const keys = columns.filter((_, i) => isKey[i]);
  return lengthOf(columns, isKey, (row) => keys.some(({ begins }) => begins[row]));
}

/** Characters of the print, where rows that agree come together. */
function lengthGathered(columns: readonly Column[], isKey: readonly boolean[]): number {
  const keys = columns.filter((_, i) => isKey[i]);
  // Two keys with one hash make the print look a little shorter than it is.
  const seen = new Set<number>();
  return lengthOf(columns, isKey, (row) => {
    const before = seen.size;
    seen.add(keys.reduce((hash, { ids }) => Math.imul(hash, PRIME) + ids[row] | 0, 1));
    return seen.size > before && keys.length > 0;
  });
}

function lengthOf(
  columns: readonly Column[],
  isKey: readonly boolean[],
  saysKeys: (row: number) => boolean,
): number {
  let length = 0;
  for (let row = 0; row < columns[0].lengths.length; row++) {
    const says = saysKeys(row);
    for (let i = 0; i < columns.length; i++) {
      if (says || !isKey[i]) length += columns[i].lengths[row];
    }
  }
  return length;
}
