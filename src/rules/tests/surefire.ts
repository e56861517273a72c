import { gone, type Role, TESTS, TEXT } from "./role.ts";
import { ruleOf } from "./runner.ts";

const RUNNING = /^(?:\[INFO\] )?Running (\S+)$/;
const PASSED =
  /^(?:\[INFO\] )?Tests run: (\d+), Failures: 0, Errors: 0, Skipped: 0, Time elapsed: [\d.,]+ m?s(?:ec)?(?: --? in (\S+))?$/;
const RESULT = /^(?:\[\w+\] )?Tests run: /;

/** Surefire and Failsafe, which run the tests of Maven. */
export const surefire = ruleOf({
  name: "surefire",
  doc: "maven (surefire, failsafe): passing test classes become a count of their tests",
  signs: ["Tests run: "],
  proof: /^(?:\[\w+\] )?Tests run: \d+, Failures: \d+, Errors: \d+, Skipped: \d+$/,
  read: (lines) => {
    const passed = passedIn(lines);
    return lines.map((line, i) => roleOf(line, lines[i + 1] ?? "", passed));
  },
});

function roleOf(line: string, next: string, passed: ReadonlySet<string>): Role {
  const count = PASSED.exec(line)?.[1];
  if (count !== undefined) return gone(TESTS, Number(count));
  const running = RUNNING.exec(line)?.[1];
  // A class that prints something is named before that.
  const isQuiet = RUNNING.test(next) || RESULT.test(next);
  return running !== undefined && isQuiet && passed.has(running) ? gone(TESTS, 0) : TEXT;
}

/** The classes all of whose tests passed. Of old the result does not name the class, which stands right before it. */
function passedIn(lines: readonly string[]): Set<string> {
  const passed = new Set<string>();
  lines.forEach((line, i) => {
    const result = PASSED.exec(line);
    const name = result?.[2] ?? RUNNING.exec(lines[i - 1] ?? "")?.[1];
    if (result && name !== undefined) passed.add(name);
  });
  return passed;
}
