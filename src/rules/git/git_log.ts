import type { Rule } from "../rule.ts";
import { shows } from "./kinds.ts";
import { inFewerWords } from "./rewrite.ts";

/** Commits with their fields on one line, and an address at first sight only. Hashes and dates stay whole. */
export const gitLog: Rule = {
  name: "git_log",
  doc: "git log: the fields of a commit on one line",
  loses: "nothing",
  matches: (sight) => shows(sight, "log"),
  squeeze: inFewerWords,
};
