import type { Rule } from "../rule.ts";
import { grouped } from "./grouped.ts";
import { regrouped } from "./regrouped.ts";
import { mayReport } from "./tools.ts";
import { readTsc } from "./tsc_text.ts";

const SIGNS = ["error TS", "warning TS", "): error ", "): warning "];

/** Errors of `tsc` and its kin (`vue-tsc`, `tsgo`, `ng build`), plain or pretty, and of `msbuild`. */
export const tsc: Rule = {
  name: "tsc",
  doc: "tsc, dotnet build: equal errors stand once with all their places, each source line once",
  loses: "nothing",
  matches: (sight) => mayReport(sight, SIGNS, /(?:\): | - )(?:error|warning) [A-Z]{1,5}\d+: /),
  squeeze: ({ text }) => regrouped(text, readTsc, grouped)?.text,
};
