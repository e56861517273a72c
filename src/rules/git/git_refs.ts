import type { Rule } from "../rule.ts";
import { kindOf } from "./kinds.ts";
import { inFewerWords } from "./rewrite.ts";

/** Branches and tags without padding. */
export const gitRefs: Rule = {
  name: "git_refs",
  doc: "git branch, git tag: padding goes",
  loses: "nothing",
  matches: (sight) => kindOf(sight) === "refs",
  squeeze: inFewerWords,
};
