import type { Rule } from "../rule.ts";
import { shows } from "./kinds.ts";
import { inFewerWords } from "./rewrite.ts";

/** Files with the number of their changed lines, without padding. */
export const gitStat: Rule = {
  name: "git_stat",
  doc: "git --stat: padding goes",
  loses: "nothing",
  matches: (sight) => shows(sight, "stat"),
  squeeze: inFewerWords,
};
