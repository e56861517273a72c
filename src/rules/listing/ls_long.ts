import { writersOf } from "../printer.ts";
import type { Rule, Sight } from "../rule.ts";
import { isRow, type LongLine, longListing } from "./long_print.ts";
import { longRowOf } from "./long_row.ts";

const ROW = /^[-dlbcps][-rwxsStT]{9}[.+@]? +\d+ +\S/m;
const LISTERS = new Set(["gls", "la", "ll", "ls", "vdir"]);
/** Fewer gain nothing. */
const FEWEST = 4;

/** Long listings. Every row stays, with its size. */
export const lsLong: Rule = {
  name: "ls_long",
  doc: "ls -l: what most rows have in common once",
  loses: "nothing",
  matches: isLongListing,
  squeeze: ({ text }) => {
    const lines = longLinesOf(text);
    return lines && longListing(lines, true);
  },
};

/** `ls -l`, also where another program runs it (`docker exec x ls -l`). */
export function isLongListing(sight: Sight): boolean {
  return ROW.test(sight.text) &&
    writersOf(sight).some(({ program, args }) =>
      LISTERS.has(program) || args.some((arg) => LISTERS.has(arg) || /^ls -/.test(arg))
    );
}

/** The lines of a text that holds a long listing. */
export function longLinesOf(text: string): LongLine[] | undefined {
  const lines = text.split("\n").map((line) => longRowOf(line) ?? line);
  return lines.filter(isRow).length < FEWEST ? undefined : lines;
}
