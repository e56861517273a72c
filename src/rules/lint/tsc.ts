import type { Rule } from "../rule.ts";
import { grouped } from "./grouped.ts";
import { regrouped } from "./regrouped.ts";
import { mayRunTool } from "./tools.ts";
import { readTsc } from "./tsc_text.ts";

/** Errors of `tsc` and its kin (`vue-tsc`, `tsgo`, `ng build`), plain or pretty. */
export const tsc: Rule = {
  name: "tsc",
  doc: "tsc: equal errors stand once with all their places, each source line once",
  loses: "nothing",
  matches: (sight) => mayRunTool(sight) && /(?:\): | - )(?:error|warning) TS\d+: /.test(sight.text),
  squeeze: ({ text }) => regrouped(text, readTsc, grouped)?.text,
};
