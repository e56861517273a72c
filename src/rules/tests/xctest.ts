import { GONE, passing, type Role, TEXT } from "./role.ts";
import { ruleOf } from "./runner.ts";

const STARTED = /^(?:Test Case .* started(?: at .*)?\.?|◇ (?:Test|Suite) .* started\.)$/;
const PASSED = /^Test Case .* passed \([\d.]+ seconds\)\.?$/;
/** Swift Testing, which counts for itself. */
const PASSED_TEST = /^✔ Test (?!run with ).* passed after [\d.]+ seconds\.$/;
const PASSED_SUITE = /^✔ Suite .* passed after [\d.]+ seconds\.$/;

export const xctest = ruleOf({
  name: "xctest",
  doc: "swift test, xcodebuild test: passing tests become a count",
  signs: ["Executed ", "Test run with "],
  proof: /^(?:\s*Executed \d+ tests?, with |[✔✘] Test run with \d+ tests? )/,
  read: (lines) => lines.map((line, i) => roleOf(line, lines[i + 1] ?? "")),
});

/** A test that prints something is named before that. Where tests run side by side, the name says nothing. */
function roleOf(line: string, next: string): Role {
  if (PASSED.test(line) || PASSED_TEST.test(line)) return passing(0);
  if (PASSED_SUITE.test(line)) return passing(0, 0);
  const isQuiet = PASSED.test(next) || line.startsWith("◇");
  return STARTED.test(line) && isQuiet ? GONE : TEXT;
}
