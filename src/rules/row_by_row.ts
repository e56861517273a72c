import { printersOf, subcommandOf } from "./printer.ts";
import type { Sight } from "./rule.ts";
import type { Stage } from "./shell.ts";

/** Programs whose lines are looked at one by one: a line that stands elsewhere would be missed here. */
const PROGRAMS = new Set(
  ("ack ag awk cmp colordiff comm diff egrep fd fgrep find gh grep hexdump ls locate od rg sdiff sed strings " +
    "tree ugrep xxd zgrep").split(" "),
);
/** Of `git` only what goes on in the world is none: `clone`, `fetch`, `push`. */
const GIT_RUNS = new Set(["bisect", "clone", "commit", "fetch", "gc", "pull", "push", "submodule"]);

/** Might each line of the text be looked for by itself? So it might where no program is known. */
export function isReadRowByRow(sight: Pick<Sight, "pipelines">): boolean {
  const printers = printersOf(sight);
  return printers.length === 0 || printers.some(printsRows);
}

function printsRows(stage: Stage): boolean {
  if (stage.program === "git") return !GIT_RUNS.has(subcommandOf(stage) ?? "");
  return PROGRAMS.has(stage.program);
}
