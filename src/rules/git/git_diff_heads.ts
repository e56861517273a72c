import type { Rule } from "../rule.ts";
import { shows } from "./kinds.ts";
import { inFewerWords } from "./rewrite.ts";

/** Diffs whose files and hunks begin with a short line. */
export const gitDiffHeads: Rule = {
  name: "git_diff_heads",
  doc: "git: a file and a hunk of a diff begin with one short line each",
  loses: "nothing",
  matches: (sight) => shows(sight, "diff"),
  squeeze: inFewerWords,
};
