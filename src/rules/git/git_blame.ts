import type { Rule } from "../rule.ts";
import { shows } from "./kinds.ts";
import { inFewerWords } from "./rewrite.ts";

/** Lines of a file under the commit that brought them, whose author and time stand there once. */
export const gitBlame: Rule = {
  name: "git_blame",
  doc: "git blame: lines under the commit that brought them",
  loses: "nothing",
  matches: (sight) => shows(sight, "blame"),
  squeeze: inFewerWords,
};
