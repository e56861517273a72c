import { type Telling, withFewSources } from "./frames.ts";
import { heading, kept, passing, type Role, skipped, TEXT } from "./role.ts";
import { ruleOf } from "./runner.ts";

const FILE = /^\S.*\.[cm]?[jt]sx?:$/;
const PASSED = /^(?:\(pass\)|✓) /;
const SKIPPED = /^(?:\(skip\)|\(todo\)|[»✎]) /;
const FAILED = /^(?:\(fail\)|✗) /;

/** The source comes first, then the error, and last which test it was. */
const CARET = /^ *\^$/;
const TELLING: Telling = {
  nameIn: (line) => FAILED.test(line) ? line : undefined,
  source: /^\d+ \|/,
  isSourceBefore: (line) => CARET.test(line),
  isAround: (_, next) => !CARET.test(next),
};

export const bun = ruleOf({
  name: "bun_test",
  doc: "bun test: passing tests become a count",
  signs: ["Ran "],
  proof: /^Ran \d+ tests? across \d+ files?\./,
  read: (lines) => withFewSources(lines, lines.map(roleOf), TELLING),
});

/** What is told of a failure stands before its line, under its file's name. */
function roleOf(line: string): Role {
  if (FILE.test(line)) return heading(0);
  if (PASSED.test(line)) return passing(1);
  if (SKIPPED.test(line)) return skipped(1);
  return FAILED.test(line) ? kept(1) : TEXT;
}
