import type { Rule } from "../rule.ts";
import { shows } from "./kinds.ts";
import { inLess } from "./rewrite.ts";

/** Files of an index or a tree with short ids. */
export const gitObjectsIds: Rule = {
  name: "git_objects_ids",
  doc: "git ls-files -s, ls-tree: ids cut to ten digits",
  loses: "noise",
  matches: (sight) => shows(sight, "objects"),
  squeeze: inLess,
};
