import { troubleIn } from "../trouble.ts";
import type { Table } from "./table.ts";
import type { Value } from "./value.ts";

/** A shorter table is sent whole. */
const LONG = 500;
/** Rows that show what the others are like. */
const FIRST = 30;
const LAST = 10;
/** A column of no more different values is one of kinds. */
const MOST_KINDS = 20;
/** A kind is rare that has so many of the rows. */
const RARE = 0.01;

/**
 * Which rows of a long table are shown: the first and the last, those that tell of trouble, those of a rare kind, and
 * in each column of numbers the lowest and the highest. `undefined`: all.
 */
export function sampleOf({ columns }: Table, count: number): ReadonlySet<number> | undefined {
  if (count < LONG) return undefined;
  const shown = new Set<number>();
  for (let row = 0; row < count; row++) {
    if (row < FIRST || row >= count - LAST || tellsTrouble(columns, row)) shown.add(row);
  }
  for (const cells of columns) {
    for (const row of [...rareIn(cells), ...extremesOf(cells)]) shown.add(row);
  }
  return shown.size < count / 2 ? shown : undefined;
}

function tellsTrouble(columns: Table["columns"], row: number): boolean {
  return columns.some((cells) => {
    const cell = cells[row];
    return typeof cell === "string" && cell[0] === '"' &&
      troubleIn(cell.slice(1, -1)) !== undefined;
  });
}

function rareIn(cells: readonly (Value | undefined)[]): number[] {
  const rows = new Map<Value | undefined, number[]>();
  for (const [row, cell] of cells.entries()) {
    const same = rows.get(cell);
    if (same) same.push(row);
    else rows.set(cell, [row]);
    if (rows.size > MOST_KINDS) return [];
  }
  return [...rows.values()].filter(({ length }) => length <= cells.length * RARE).flat();
}

function extremesOf(cells: readonly (Value | undefined)[]): number[] {
  let [lowest, highest] = [-1, -1];
  for (const [row, cell] of cells.entries()) {
    if (typeof cell !== "string" || !/^-?\d/.test(cell)) continue;
    if (lowest < 0 || Number(cell) < Number(cells[lowest])) lowest = row;
    if (highest < 0 || Number(cell) > Number(cells[highest])) highest = row;
  }
  return [lowest, highest].filter((row) => row >= 0);
}
