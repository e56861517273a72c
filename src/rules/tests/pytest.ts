import { type Telling, withFewSources } from "./frames.ts";
import { dotsOf } from "./pytest_dots.ts";
import { GONE, heading, passing, type Role, skipped, TESTS, TEXT, TOLD } from "./role.ts";
import { ruleOf } from "./runner.ts";

const PROOF = /^(?:=+ )?(?:\d+ [a-z]+, )*\d+ passed\b.* in [\d.]+s\b/;
const SECTION = /^={2,} (.*) ={2,}$/;
const START = "test session starts";
const SUMMARY = "short test summary info";
/** `path::name PASSED   [  3%]`, where the result may have a reason behind it. */
const RESULT = /^(PASSED|FAILED|ERROR|SKIPPED|XFAIL)(?: \(.*\))?(?: +\[ *\d+%\])?$/;
const RESULTS = [" PASSED", " FAILED", " ERROR", " SKIPPED", " XFAIL"];
const WITHIN_NAME = "::";
/** Of several processes: `[gw0] [  3%] PASSED path::name`. */
const PASSED_BY = /^\[gw\d+\] \[ *\d+%\] PASSED (\S+::.*)$/;
/** Names a failure once more, behind all that is told of them. */
const TOLD_ONCE_MORE = /^(?:FAILED|ERROR) (\S+::.*)$/;
const MESSAGE = " - ";
/** With `-rA` it names what passed, too. */
const LISTED = /^PASSED \S+::/;

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
  const isListed = lines.some((line) => LISTED.test(line));
  let section = START;
  const roles = lines.map((line, i) => {
    section = SECTION.exec(line)?.[1] ?? section;
    if (section === SUMMARY) return LISTED.test(line) ? passing(0) : TEXT;
    if (section !== START) return TEXT;
    const role = dots.get(i) ?? roleOf(line, names);
    // No test is counted twice.
    return isListed && role.kind === "going" && role.thing === TESTS ? heading(0) : role;
  });
  return withFewSources(lines, roles, TELLING);
}

function roleOf(line: string, names: Names): Role {
  if (PASSED_BY.test(line)) return passing(0);
  if (names.passed.has(line)) return GONE;
  const { name, result } = resultIn(line) ?? {};
  if (name === undefined) return TEXT;
  if (result === "PASSED") return passing(0);
  if (result === "SKIPPED" || result === "XFAIL") return skipped(0);
  return names.told.has(name) ? passing(0, 1, TOLD) : TEXT;
}

/** A name may hold blanks, and words that are results. */
function resultIn(line: string): { name: string; result: string } | undefined {
  const within = line.indexOf(WITHIN_NAME);
  if (within <= 0 || line.startsWith(" ")) return undefined;
  for (const word of RESULTS) {
    const at = line.lastIndexOf(word);
    if (at > within && RESULT.test(line.slice(at + 1))) {
      return { name: line.slice(0, at), result: word.trim() };
    }
  }
  return undefined;
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
      const told = TOLD_ONCE_MORE.exec(line)?.[1];
      if (told === undefined) continue;
      // A name may hold what stands before a message.
      for (const end of [told.indexOf(MESSAGE), told.lastIndexOf(MESSAGE)]) {
        this.told.add(end < 0 ? told : told.slice(0, end));
      }
    }
  }
}
