import type { Rule } from "../rule.ts";
import { shows } from "./kinds.ts";
import { inFewerWords } from "./rewrite.ts";

/** Files by what happened to them, without padding. */
export const gitStatus: Rule = {
  name: "git_status",
  doc: "git status, --name-status: padding goes, a state of several files stands once",
  loses: "nothing",
  matches: (sight) => shows(sight, "status"),
  squeeze: inFewerWords,
};
