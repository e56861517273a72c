import { GONE, kept, passing, type Role, skipped, TEXT } from "./role.ts";
import { ruleOf } from "./runner.ts";

/** Suites, as they begin and end: the names of tests have theirs in them. */
const SUITE = /^\[-{10}\] /;
const RUN = /^\[ RUN {6}\] /;
const PASSED = /^\[ {7}OK \] /;
const SKIPPED = /^\[ {2}SKIPPED \] /;
const FAILED = /^\[ {2}FAILED {2}\] /;

/** GoogleTest. */
export const gtest = ruleOf({
  name: "gtest",
  doc: "GoogleTest: passing tests become a count",
  signs: ["[  PASSED  ]"],
  proof: /^\[ {2}PASSED {2}\] \d+ tests?\.$/,
  read: (lines) => lines.map((line, i) => roleOf(line, lines[i + 1] ?? "")),
});

/** A test that prints something is named before that. */
function roleOf(line: string, next: string): Role {
  if (PASSED.test(line)) return passing(0);
  if (SUITE.test(line) || RUN.test(line) && PASSED.test(next)) return GONE;
  if (SKIPPED.test(line)) return skipped(0);
  return FAILED.test(line) ? kept(0) : TEXT;
}
