import type { Rule } from "../rule.ts";
import { shows } from "./kinds.ts";
import { inLess } from "./rewrite.ts";

/** Files by what happened to them, without advice on commands. */
export const gitStatusHints: Rule = {
  name: "git_status_hints",
  doc: "git status: advice on commands goes",
  loses: "noise",
  matches: (sight) => sight.text.includes("git ") && shows(sight, "status"),
  squeeze: inLess,
};
