import type { Rule } from "../rule.ts";
import { withoutRefrains } from "./clippy.ts";
import { listed, listedBare } from "./listed.ts";
import { regrouped } from "./regrouped.ts";
import { readRustc } from "./rustc_text.ts";
import { mayReport } from "./tools.ts";
import { withoutContext } from "./without_context.ts";

const matches: Rule["matches"] = (sight) => mayReport(sight, ["--> "], /^ *--> \S.*:\d+:\d+$/m);

/** Messages of `cargo build`, `check` and `clippy`, `ruff`, `deno lint`, without the code around the places. */
export const rustcContext: Rule = {
  name: "rustc_context",
  doc: "cargo, rustc, clippy, ruff, deno lint: equal messages stand once; lines around places go",
  loses: "noise",
  matches,
  squeeze: ({ text }, note) => {
    const answer = withoutContext(text, readRustc, listedBare, note);
    return answer && withoutRefrains(answer);
  },
};

/** The same with all the code. */
export const rustc: Rule = {
  name: "rustc",
  doc: "cargo, rustc, clippy, ruff, deno lint: equal messages stand once with all their places",
  loses: "nothing",
  matches,
  squeeze: ({ text }) => {
    const answer = regrouped(text, readRustc, listed);
    return answer && withoutRefrains(answer.text);
  },
};
