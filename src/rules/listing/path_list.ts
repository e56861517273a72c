import type { Rule } from "../rule.ts";
import { looksSearched } from "../search/rows.ts";
import { listsAskedFor } from "./asked.ts";
import { isLongListing } from "./long_lines.ts";
import { withPathsFolded } from "./path_runs.ts";

const PATH = /^[^\s:]*\/\S/m;

/** Lists of files: find, fd, Glob, `rg -l`, `rg -c`, `git ls-files`. Every name stays. */
export const pathList: Rule = {
  name: "path_list",
  doc: "find, fd, Glob, rg -l, git ls-files: every folder once",
  loses: "nothing",
  matches: (sight) =>
    listsAskedFor(sight) > 0 && PATH.test(sight.text) && !looksSearched(sight) &&
    !isLongListing(sight),
  squeeze: (sight) => withPathsFolded(sight, sight.text.split("\n"))?.join("\n"),
};
