import type { Rule } from "../rule.ts";
import { withListingsFolded } from "./beside.ts";
import { grouped } from "./grouped.ts";
import { looksSearched, searchedRowsOf } from "./rows.ts";

/** What a search through files printed. The rows themselves stay to the letter. */
export const grep: Rule = {
  name: "grep",
  doc: "grep, rg, ag, git grep, search tools: the path once for its rows, the folder for its files",
  loses: "nothing",
  matches: looksSearched,
  squeeze: (sight) => {
    const rows = searchedRowsOf(sight.text);
    return rows && grouped(withListingsFolded(sight, rows));
  },
};
