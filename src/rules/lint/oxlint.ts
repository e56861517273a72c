import type { Rule } from "../rule.ts";
import { listed, listedBare } from "./listed.ts";
import { readMiette } from "./miette.ts";
import { regrouped } from "./regrouped.ts";
import { mayReport } from "./tools.ts";
import { withoutContext } from "./without_context.ts";

const matches: Rule["matches"] = (sight) =>
  mayReport(sight, [" ,-[", " ╭─["], / (?:,-|╭─)\[[^\]\n]+:\d+:\d+\]\n/);

/** Reports in the style of the library miette, as `oxlint` writes them, without the code around the places. */
export const oxlintContext: Rule = {
  name: "oxlint_context",
  doc: "oxlint: equal problems stand once with all their places; lines around these go",
  loses: "noise",
  matches,
  squeeze: ({ text }, note) => withoutContext(text, readMiette, listedBare, note),
};

/** The same with all the code. */
export const oxlint: Rule = {
  name: "oxlint",
  doc: "oxlint: equal problems stand once with all their places, each line of code once",
  loses: "nothing",
  matches,
  squeeze: ({ text }) => regrouped(text, readMiette, listed)?.text,
};
