import { runsIn } from "./repeats/runs.ts";
import { withReferences } from "./repeats/write.ts";
import { isReadRowByRow } from "./row_by_row.ts";
import type { Rule } from "./rule.ts";
import { holdsPatch } from "./terminal/padding.ts";
import { isShell } from "./tool.ts";

/** Words that this rule itself writes: a text that has them would be misread. */
const OWN_WORDS = /^\[(?:#\d+:|\d+ lines as from #\d+ above(?:, \d+ times)?)\]$/m;

/** Runs of lines that stood earlier in the same output become a reference to where they stand. */
export const repeats: Rule = {
  name: "repeats",
  doc: "lines that stood earlier in the same output: a reference to them",
  loses: "nothing",
  matches: (sight) => isShell(sight.tool) && !isReadRowByRow(sight) && !holdsPatch(sight.text),
  squeeze: ({ text }) => {
    if (OWN_WORDS.test(text)) return undefined;
    const lines = text.split("\n");
    const runs = runsIn(lines);
    return runs.length === 0 ? undefined : withReferences(lines, runs);
  },
};
