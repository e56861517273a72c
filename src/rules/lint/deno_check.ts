import type { Rule } from "../rule.ts";
import { readDenoCheck } from "./deno_check_text.ts";
import { listed } from "./listed.ts";
import { regrouped } from "./regrouped.ts";
import { mayReport } from "./tools.ts";

/** Type errors of `deno check`, and of whatever checks before it runs. */
export const denoCheck: Rule = {
  name: "deno_check",
  doc: "deno check: equal errors stand once with all their places, each line of code once",
  loses: "nothing",
  matches: (sight) => mayReport(sight, ["[ERROR]: "], /^TS\d{1,6} \[ERROR\]: /m),
  squeeze: ({ text }) => regrouped(text, readDenoCheck, listed)?.text,
};
