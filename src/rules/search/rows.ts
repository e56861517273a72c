import type { Sight } from "../rule.ts";
import { asksForLines } from "./asked.ts";
import { isGrouped } from "./grouped.ts";
import { headedRowsOf } from "./headed.ts";
import { withTextsOnce } from "./once.ts";
import { plainRowsOf } from "./plain.ts";
import { isHit, type Row } from "./row.ts";

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
  const headed = HEADED.test(text) ? headedRowsOf(text) : undefined;
  if (headed !== undefined && isWhole(headed)) return headed;
  const plain = plainRowsOf(text.split("\n"));
  return isWhole(plain) ? withTextsOnce(plain) : undefined;
}

function isWhole(rows: readonly Row[]): boolean {
  return rows.filter(isHit).length >= FEWEST && !isGrouped(rows);
}
