import { GONE, kept, passing, type Role, TEXT } from "./role.ts";
import { ruleOf } from "./runner.ts";

const START = /^ +Start +(\d+): /;
const PASSED = /^ *\d+\/\d+ Test +#(\d+): .*\. +Passed +[\d.]+ sec/;
/** With `-V`: each test begins so, tells how it is run, and puts its number before what it prints. */
const BEGUN = /^test (\d+)$/;
const HOW = /^(\d+): (?:Test command: |Working Directory: |Test timeout computed to be: )/;
const PRINTED = /^(\d+): /;

export const ctest = ruleOf({
  name: "ctest",
  doc: "ctest: passing tests become a count",
  signs: ["% tests passed"],
  proof: /^\d+% tests passed, \d+ tests? failed out of \d+/,
  read: (lines) => {
    const quiet = quietIn(lines);
    return lines.map((line) => roleOf(line, quiet));
  },
});

function roleOf(line: string, quiet: ReadonlySet<string>): Role {
  const passed = PASSED.exec(line)?.[1];
  if (passed !== undefined) return quiet.has(passed) ? passing(0) : TEXT;
  const told = START.exec(line) ?? BEGUN.exec(line) ?? HOW.exec(line);
  if (told && quiet.has(told[1])) return GONE;
  return START.test(line) ? kept(0) : TEXT;
}

/** The tests that passed and printed nothing. */
function quietIn(lines: readonly string[]): Set<string> {
  const quiet = new Set(lines.flatMap((line) => PASSED.exec(line)?.[1] ?? []));
  for (const line of lines) {
    const printed = HOW.test(line) ? undefined : PRINTED.exec(line)?.[1];
    if (printed !== undefined) quiet.delete(printed);
  }
  return quiet;
}
