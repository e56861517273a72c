import { printersOf, subcommandOf } from "./printer.ts";
import { runsIn } from "./repeats/runs.ts";
import { withReferences } from "./repeats/write.ts";
import type { Rule, Sight } from "./rule.ts";
import type { Stage } from "./shell.ts";
import { holdsPatch } from "./terminal/padding.ts";
import { isShell } from "./tool.ts";

/** Programs whose lines are looked at one by one: a line that stands elsewhere would be missed here. */
const LISTING = new Set(
  ("ack ag awk cmp colordiff comm diff egrep fd fgrep find gh grep hexdump ls locate od rg sdiff sed strings " +
    "tree ugrep xxd zgrep").split(" "),
);
/** Of `git` only what goes on in the world is none: `clone`, `fetch`, `push`. */
const GIT_RUNS = new Set(["bisect", "clone", "commit", "fetch", "gc", "pull", "push", "submodule"]);

/** Words that this rule itself writes: a text that has them would be misread. */
const OWN_WORDS = /^\[(?:#\d+:|\d+ lines as from #\d+ above(?:, \d+ times)?)\]$/m;

/** Runs of lines that stood earlier in the same output become a reference to where they stand. */
export const repeats: Rule = {
  name: "repeats",
  doc: "lines that stood earlier in the same output: a reference to them",
  loses: "nothing",
  matches: (sight) => isShell(sight.tool) && !isListing(sight) && !holdsPatch(sight.text),
  squeeze: ({ text }) => {
    if (OWN_WORDS.test(text)) return undefined;
    const lines = text.split("\n");
    const runs = runsIn(lines);
    return runs.length === 0 ? undefined : withReferences(lines, runs);
  },
};

function isListing(sight: Sight): boolean {
  const printers = printersOf(sight);
  return printers.length === 0 || printers.some(listsLines);
}

function listsLines(stage: Stage): boolean {
  if (stage.program === "git") return !GIT_RUNS.has(subcommandOf(stage) ?? "");
  return LISTING.has(stage.program);
}
