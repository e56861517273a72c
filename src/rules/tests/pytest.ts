import { type Telling, withFewSources } from "./frames.ts";
import { dotsOf } from "./pytest_dots.ts";
import { GONE, passing, type Role, skipped, TEXT, TOLD } from "./role.ts";
import { ruleOf } from "./runner.ts";

const PROOF = /^(?:=+ )?(?:\d+ [a-z]+, )*\d+ passed\b.* in [\d.]+s\b/;
const SECTION = /^={2,} (.*) ={2,}$/;
const START = "test session starts";
const PERCENT = / +\[ *\d+%\]$/;
/** `path::name PASSED`, or of several processes `[gw0] [  3%] PASSED path::name`. */
const PASSED = /^\S.*::.* PASSED$/;
const PASSED_BY = /^\[gw\d+\] \[ *\d+%\] PASSED (\S+::.*)$/;
const FAILED = /^(\S+::.*) (?:FAILED|ERROR)$/;
const SKIPPED = /^\S+::.* (?:SKIPPED|XFAIL)\b/;
/** Names a failure once more, behind all that is told of them. */
const SUMMARY = /^(?:FAILED|ERROR) (\S+::.*)$/;
const MESSAGE = " - ";

/** `____ test_name ____` */
const TITLE = /^_{2,} .* _{2,}$/;
/** Names the function whose source it is. What is defined within it goes. */
const NAMED = /^ {4}(?:async )?def /;
/** Source stands before the line that failed. */
const TELLING: Telling = {
  nameIn: (line) => TITLE.test(line) ? line : undefined,
  source: /^(?: {4}|$)/,
  isSourceBefore: (line) => line.startsWith(">"),
  isAround: (line) => line !== "" && !NAMED.test(line),
};

export const pytest = ruleOf({
  name: "pytest",
  doc:
    "pytest: passing tests become a count, and so does the source around failures after the fifth",
  signs: [" passed"],
  proof: PROOF,
  read,
});

function read(lines: readonly string[]): Role[] {
  const names = new Names(lines);
  const dots = dotsOf(lines);
  let isProgress = true;
  const roles = lines.map((line, i) => {
    const section = SECTION.exec(line)?.[1];
    if (section !== undefined) isProgress = section === START;
    return isProgress ? dots.get(i) ?? roleOf(line.replace(PERCENT, ""), names) : TEXT;
  });
  return withFewSources(lines, roles, TELLING);
}

function roleOf(line: string, names: Names): Role {
  if (PASSED.test(line) || PASSED_BY.test(line)) return passing(0);
  if (SKIPPED.test(line)) return skipped(0);
  const failed = FAILED.exec(line)?.[1];
  if (failed !== undefined && names.told.has(failed)) return passing(0, 1, TOLD);
  return names.passed.has(line) ? GONE : TEXT;
}

/** Tests that are named elsewhere. */
class Names {
  /** Where several processes run, each test is named when it starts, too. */
  readonly passed = new Set<string>();
  readonly told = new Set<string>();

  constructor(lines: readonly string[]) {
    for (const line of lines) {
      const passed = PASSED_BY.exec(line)?.[1];
      if (passed !== undefined) this.passed.add(passed.trimEnd());
      const told = SUMMARY.exec(line)?.[1];
      if (told === undefined) continue;
      // A name may hold what stands before a message.
      for (const end of [told.indexOf(MESSAGE), told.lastIndexOf(MESSAGE)]) {
        this.told.add(end < 0 ? told : told.slice(0, end));
      }
    }
  }
}
