import { kept, passing, type Role, skipped, TEXT } from "./role.ts";
import { ruleOf } from "./runner.ts";

const PASSED = /^ {2}Passed \S.*\]$/;
const SKIPPED = /^ {2}Skipped \S.*\]$/;
const FAILED = /^ {2}Failed \S.*\]$/;

const PRINTED = /^ {2}(?:Standard|Debug) .*:$/;

export const dotnet = ruleOf({
  name: "dotnet_test",
  doc: "dotnet test: passing tests become a count",
  signs: ["Passed: "],
  proof: /^(?: +Passed: \d+|(?:Passed|Failed)! +- Failed: +\d+, Passed: +\d+.*)$/,
  read: (lines) => lines.map((line, i) => roleOf(line, lines[i + 1] ?? "")),
});

/** A test that printed something is named before that. */
function roleOf(line: string, next: string): Role {
  if (PASSED.test(line)) return PRINTED.test(next) ? kept(2) : passing(2);
  if (SKIPPED.test(line)) return skipped(2);
  return FAILED.test(line) ? kept(2) : TEXT;
}
