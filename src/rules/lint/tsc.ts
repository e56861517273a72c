import type { Rule } from "../rule.ts";
import { grouped } from "./grouped.ts";
import { regrouped } from "./regrouped.ts";
import { mayReport } from "./tools.ts";
import { readTsc } from "./tsc_text.ts";

/** Errors of `tsc` and its kin (`vue-tsc`, `tsgo`, `ng build`), plain or pretty. */
export const tsc: Rule = {
  name: "tsc",
  doc: "tsc: equal errors stand once with all their places, each source line once",
  loses: "nothing",
  matches: (sight) =>
    mayReport(sight, ["error TS", "warning TS"], /(?:\): | - )(?:error|warning) TS\d+: /),
  squeeze: ({ text }) => regrouped(text, readTsc, grouped)?.text,
};
