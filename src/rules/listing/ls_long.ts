import type { Rule } from "../rule.ts";
import { isLongListing, longLinesOf } from "./long_lines.ts";
import { longListing } from "./long_print.ts";

/** Long listings. Every row stays, with its size. */
export const lsLong: Rule = {
  name: "ls_long",
  doc: "ls -l: what most rows have in common once",
  loses: "nothing",
  matches: isLongListing,
  squeeze: (sight) => {
    const lines = longLinesOf(sight, sight.text.split("\n"));
    return lines && longListing(lines, true);
  },
};
