import type { Rule } from "../rule.ts";
import { shows } from "./kinds.ts";
import { inFewerWords } from "./rewrite.ts";

/** Files of an index or a tree, whose usual mode stands once. */
export const gitObjects: Rule = {
  name: "git_objects",
  doc: "git ls-files -s, ls-tree: the usual mode and stage stand once",
  loses: "nothing",
  matches: (sight) => shows(sight, "objects"),
  squeeze: inFewerWords,
};
