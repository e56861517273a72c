import type { Rule } from "../rule.ts";
import { shows } from "./kinds.ts";
import { inLess } from "./rewrite.ts";

/** Commits without the trailers that stood in an earlier one. */
export const gitLogTrailers: Rule = {
  name: "git_log_trailers",
  doc: "git log: trailers that stood before and what bots write for programs go",
  loses: "noise",
  matches: (sight) => shows(sight, "log"),
  squeeze: inLess,
};
