import type { Rule } from "../rule.ts";
import { kindOf } from "./kinds.ts";
import { inLess } from "./rewrite.ts";

/** Files by what happened to them, without advice on commands. */
export const gitStatusHints: Rule = {
  name: "git_status_hints",
  doc: "git status: advice on commands goes",
  loses: "noise",
  matches: (sight) => kindOf(sight) === "status",
  squeeze: inLess,
};
