import { printersOf } from "../printer.ts";
import type { Rule, Sight } from "../rule.ts";
import type { Role } from "./role.ts";
import { prefixesOf } from "./stream.ts";
import { withoutPassing } from "./without_passing.ts";

/** A test runner, and how what it prints is read. */
export interface Runner {
  readonly name: string;
  readonly doc: string;
  /** Strings of which the line that proves the runner holds one. */
  readonly signs: readonly string[];
  /** That line: the totals, or a banner that nothing else prints. */
  readonly proof: RegExp;
  /** What each line of a run is. */
  read(lines: readonly string[]): readonly Role[];
}

/** These show what stands elsewhere, or what somebody asked for line by line. */
const SHOWS_ELSEWHERE = new Set(
  ("ack ag awk cat comm curl cut diff echo egrep fd fgrep find git grep head jq less ls more perl printf rg sed sort " +
    "tail tee tree uniq wc")
    .split(" "),
);

/** The rule of a runner: what passed becomes a count, what failed stays whole. */
export function ruleOf(runner: Runner): Rule {
  const { name, doc } = runner;
  return {
    name,
    doc,
    loses: "noise",
    matches: (sight) => mayTest(sight) && !prefixesOf(sight.text, runner).next().done,
    squeeze: ({ text }, note) =>
      withoutPassing(text, new Set(prefixesOf(text, runner)), runner, note),
  };
}

/** Anything may run tests (`make check`, `./ci.sh`), but for what shows something else. */
export function mayTest(sight: Sight): boolean {
  return printersOf(sight).some(({ program }) => !SHOWS_ELSEWHERE.has(program));
}
