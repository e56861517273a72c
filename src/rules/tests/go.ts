import { indentOf } from "../lines.ts";
import { GONE, kept, passing, type Role, skipped, TEXT } from "./role.ts";
import { ruleOf } from "./runner.ts";

const EVENT = /^\s*=== (?:RUN|PAUSE|CONT|NAME)\s/;
/** What follows an event behind which nothing was printed. */
const NOT_PRINTED = /^\s*(?:=== (?:RUN|PAUSE|CONT|NAME)\s|--- (?:PASS|FAIL|SKIP): |PASS$|FAIL$)|^$/;
const PASSED = /^ *--- PASS: /;
const SKIPPED = /^ *--- SKIP: /;
const FAILED = /^ *--- (?:FAIL|BENCH): /;

export const go = ruleOf({
  name: "go_test",
  doc: "go test -v: passing tests become a count",
  signs: ["ok  \t", "FAIL\t"],
  proof: /^(?:ok {2}|FAIL)\t\S/,
  read: (lines) => lines.map((line, i) => roleOf(line, lines[i + 1] ?? "")),
});

function roleOf(line: string, next: string): Role {
  if (PASSED.test(line)) return passing(indentOf(line));
  if (SKIPPED.test(line)) return skipped(indentOf(line));
  if (FAILED.test(line)) return kept(indentOf(line));
  // A name before what a test printed says whose it is.
  return EVENT.test(line) && NOT_PRINTED.test(next) ? GONE : TEXT;
}
