import { mayBeCut, printedBy } from "../printer.ts";
import type { Rule } from "../rule.ts";
import { nodesIn, usualOf } from "./installed.ts";
import { linesOf } from "./tree.ts";
import { documentOf, objectIn } from "./written.ts";

/** `npm ls --json` as a tree, each level by a blank. What is said of a package beside the usual stays in braces. */
export const npmLsJson: Rule = {
  name: "npm_ls_json",
  doc: "npm ls --json: a tree of names with versions",
  loses: "nothing",
  matches: (sight) =>
    sight.text.includes('"dependencies": {') && !mayBeCut(sight) &&
    ["npm", "pnpm"].some((program) => printedBy(sight, program, "la", "list", "ll", "ls")),
  squeeze: ({ text }) => {
    const document = documentOf(text);
    const root = objectIn(document?.value);
    if (document === undefined || root === undefined) return undefined;
    const usual = usualOf(root);
    const nodes = nodesIn(root, usual);
    if (nodes === undefined) return undefined;
    return [...document.before, usual.legend, ...linesOf(nodes, " "), ...document.after].join("\n");
  },
};
