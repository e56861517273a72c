import { withoutLastEnd } from "../lines.ts";
import { writersOf } from "../printer.ts";
import type { Rule, Sight } from "../rule.ts";
import { byFolder, findRowOf } from "./find_rows.ts";
import { isRow, type LongLine, longListing } from "./long_print.ts";

const ROW = /^ *\d+ +\d[\d.]*[KMGT]? +[-dlbcpsD][-rwxsStT]{9}[.+@]? +\d/m;
const FEWEST = 4;

/** The details that `find -ls` tells. Every row stays. */
export const findLs: Rule = {
  name: "find_ls",
  doc: "find -ls: folders once, and what most rows have in common",
  loses: "nothing",
  matches: isFindListing,
  squeeze: ({ text }) => {
    const lines = findLinesOf(text);
    return lines && longListing(byFolder(lines), true);
  },
};

export function isFindListing(sight: Sight): boolean {
  return writersOf(sight).some(({ program, args }) => program === "find" && args.includes("-ls")) &&
    ROW.test(sight.text);
}

export function findLinesOf(text: string): LongLine[] | undefined {
  const lines = withoutLastEnd(text).split("\n").map((line) => findRowOf(line) ?? line);
  return lines.filter(isRow).length < FEWEST ? undefined : lines;
}
