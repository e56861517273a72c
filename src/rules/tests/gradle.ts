import { passing, type Role, skipped, TEXT } from "./role.ts";
import { ruleOf } from "./runner.ts";

const PASSED = /^\S.* PASSED$/;
const SKIPPED = /^\S.* SKIPPED$/;
/** Stands between a class and its test. */
const WITHIN = " > ";
const TOTALS = /^BUILD (?:SUCCESSFUL|FAILED) in /;

/** What Gradle prints of tests where the build asks for it. Blank lines stand between. */
export const gradle = ruleOf({
  name: "gradle_test",
  doc: "gradle test: passing tests become a count",
  signs: [" PASSED"],
  proof: PASSED,
  read: (lines) =>
    lines.some((line) => TOTALS.test(line)) ? lines.map(roleOf) : lines.map(() => TEXT),
});

function roleOf(line: string): Role {
  if (!line.includes(WITHIN)) return TEXT;
  if (PASSED.test(line)) return passing(0);
  return SKIPPED.test(line) ? skipped(0) : TEXT;
}
