import type { Sight } from "../rule.ts";
import { asksForLines } from "./asked.ts";
import { isGrouped } from "./grouped.ts";
import { headedRowsOf } from "./headed.ts";
import { plainRowsOf } from "./plain.ts";
import { isHit, NUMBERED, type Row } from "./row.ts";

const PLAIN = /^(?=[^\r\n:]*[A-Za-z_])[^\s:][^\r\n:]*:\d+:/m;
const HEADED = /^\S[^\r\n]*\r?\n(?:\d+[:-]| {2}Line \d+: |L\d+[:-])/m;

/** Fewer gain nothing. */
const FEWEST = 3;

/** Does the text look like what a search printed that says the number of each line? */
export function looksSearched(sight: Sight): boolean {
  return asksForLines(sight) && (PLAIN.test(sight.text) || HEADED.test(sight.text));
}

/** What a search printed, line for line; `undefined` for anything else. */
export function searchedRowsOf(text: string): Row[] | undefined {
  const headed = HEADED.test(text) ? headedRowsOf(text) : [];
  if (isWhole(headed) && !headed.some(isStray)) return headed;
  const plain = plainRowsOf(text.split("\n"));
  return isWhole(plain) ? plain : undefined;
}

function isWhole(rows: readonly Row[]): boolean {
  return rows.filter(isHit).length >= FEWEST && !isGrouped(rows);
}

/** A row without a path above it: this is another output, or our own print. */
function isStray(row: Row): boolean {
  return row.kind === "other" && NUMBERED.test(row.line);
}
