import { type Telling, withFewSources } from "./frames.ts";
import { DOTTED, gone, kept, passing, type Role, skipped, TEXT, type Thing } from "./role.ts";
import { ruleOf } from "./runner.ts";

const PROGRESS: Thing = ["line of progress", "lines of progress"];

const PROOF = /^ {2}\d+ passed \([\d.]+(?:ms|s|m|h)\)$/;
/** A test that passed when it was run again is no plain pass. */
const RETRY = /\(retry #\d+\)/;
const PASSED = /^ +(?:[✓✔√]|ok) +\d+ .* › /;
const FAILED = /^ +(?:[✘✖×]|x) +\d+ .* › /;
const SKIPPED = /^ +- +\d+ .* › /;
/** The `line` reporter, where it can't draw over a line. It names a test again before what it prints. */
const STARTED = /^\[\d+\/\d+\] .* › /;

/** The `dot` reporter: failures are told below, and totals count the rest. */
const DOTS = /^[·×F°±T]+$/;
const DOT = "·";

const TOLD_HEAD = /^ {2}\d+\) /;
const TELLING: Telling = {
  nameIn: (line) => TOLD_HEAD.test(line) ? line : undefined,
  source: /^ +(?:> ?)?\d* \|/,
  isSourceBefore: () => true,
  isAround: (line) => /^ +\d+ \|/.test(line),
};

export const playwright = ruleOf({
  name: "playwright",
  doc: "playwright test (list, line): passing tests become a count",
  signs: [" passed ("],
  proof: PROOF,
  read: (lines) => withFewSources(lines, lines.map(roleOf), TELLING),
});

function roleOf(line: string): Role {
  if (PASSED.test(line)) return RETRY.test(line) ? kept(0) : passing(0);
  if (SKIPPED.test(line)) return skipped(0);
  if (STARTED.test(line)) return gone(PROGRESS);
  if (DOTS.test(line) && line.includes(DOT)) return gone(DOTTED);
  return FAILED.test(line) ? kept(0) : TEXT;
}
