import type { Rule } from "../rule.ts";
import { asksForContext } from "./calls.ts";
import { shows } from "./kinds.ts";
import { inLess } from "./rewrite.ts";

/** Diffs with one line of context around each change. Every changed line stays to the letter, and so do modes, renames, remarks. */
export const gitDiff: Rule = {
  name: "git_diff",
  doc: "git: changes with one line of context, ids of versions go",
  loses: "noise",
  matches: (sight) => shows(sight, "diff") && !asksForContext(sight),
  squeeze: inLess,
};
