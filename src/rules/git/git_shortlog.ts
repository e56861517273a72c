import type { Rule } from "../rule.ts";
import { kindOf } from "./kinds.ts";
import { inFewerWords } from "./rewrite.ts";

/** Authors by their number of commits. */
export const gitShortlog: Rule = {
  name: "git_shortlog",
  doc: "git shortlog -s: authors by their number of commits",
  loses: "nothing",
  matches: (sight) => kindOf(sight) === "shortlog",
  squeeze: inFewerWords,
};
