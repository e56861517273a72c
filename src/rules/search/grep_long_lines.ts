import { cut, isLong } from "./cut.ts";
import { wordsSearchedFor } from "./asked.ts";
import { withoutLastEnd } from "../lines.ts";
import type { Rule } from "../rule.ts";
import { grouped } from "./grouped.ts";
import { type Hit, isHit } from "./row.ts";
import { looksSearched, searchedRowsOf } from "./rows.ts";

/** Hits in minified files and the like: the beginning of the line and what stands around the match is kept. */
export const grepLongLines: Rule = {
  name: "grep_long_lines",
  doc: "grep, rg, search tools: lines over 500 characters are cut around the match",
  loses: "noise",
  matches: (sight) => looksSearched(sight) && sight.text.split("\n").some(isLong),
  squeeze: (sight, note) => {
    const rows = searchedRowsOf(withoutLastEnd(sight.text));
    if (rows === undefined) return undefined;
    const long = rows.filter(isHit).filter(({ text }) => isLong(text)).reduce(countOf, 0);
    if (long === 0) return undefined;
    const words = wordsSearchedFor(sight);
    const short = rows.map((row) => isHit(row) && isLong(row.text) ? shortened(row, words) : row);
    return `${grouped(short)}\n${note(`${long} long line${long === 1 ? "" : "s"} cut`)}`;
  },
};

/** Lines that are alike are one hit with their numbers. */
function countOf(sum: number, { number }: Hit): number {
  return sum + number.split(",").length;
}

function shortened(hit: Hit, words: readonly string[]): Hit {
  return { ...hit, text: cut(hit.text, words) };
}
