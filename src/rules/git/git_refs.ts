import type { Rule } from "../rule.ts";
import { shows } from "./kinds.ts";
import { inFewerWords } from "./rewrite.ts";

/** Branches and tags without padding. */
export const gitRefs: Rule = {
  name: "git_refs",
  doc: "git branch, git tag: padding goes",
  loses: "nothing",
  matches: (sight) => shows(sight, "refs"),
  squeeze: inFewerWords,
};
