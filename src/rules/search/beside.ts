import { isLongListing, longLinesOf } from "../listing/long_lines.ts";
import { longListing } from "../listing/long_print.ts";
import { withPathsFolded } from "../listing/path_runs.ts";
import type { Sight } from "../rule.ts";
import type { Row } from "./row.ts";

/** Listings that stand beside the hits of a search are folded too (`ls -la; grep -rn x .`). */
export function withListingsFolded(sight: Sight, rows: readonly Row[]): Row[] {
  if (sight.pipelines.length < 2) return [...rows];
  const out: Row[] = [];
  let others: string[] = [];
  const finish = () => {
    for (const line of folded(sight, others)) out.push({ kind: "other", line });
    others = [];
  };
  for (const row of rows) {
    if (row.kind === "other") others.push(row.line);
    else {
      if (others.length > 0) finish();
      out.push(row);
    }
  }
  finish();
  return out;
}

function folded(sight: Sight, lines: readonly string[]): readonly string[] {
  const long = isLongListing(sight) ? longLinesOf(sight, lines) : undefined;
  return long ? longListing(long, true).split("\n") : withPathsFolded(sight, lines) ?? lines;
}
