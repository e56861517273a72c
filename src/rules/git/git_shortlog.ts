import type { Rule } from "../rule.ts";
import { shows } from "./kinds.ts";
import { inFewerWords } from "./rewrite.ts";

/** Authors by their number of commits. */
export const gitShortlog: Rule = {
  name: "git_shortlog",
  doc: "git shortlog -s: authors by their number of commits",
  loses: "nothing",
  matches: (sight) => shows(sight, "shortlog"),
  squeeze: inFewerWords,
};
