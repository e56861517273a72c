import { indentOf, isBlank } from "../lines.ts";
import { type Telling, withFewSources } from "./frames.ts";
import { DOTTED, gone, kept, passing, type Role, skipped, TEXT } from "./role.ts";
import { ruleOf } from "./runner.ts";
import { liveOf } from "./vitest_live.ts";

const BANNER = /^ RUN {2}v\d/;
const TOTALS = /^ *Test Files {2}.*\d (?:passed|failed|skipped)/;
const FAILURES = /^⎯+ +(?:Failed|Unhandled|Startup)/;
const OUTPUT = /^(?:stdout|stderr) \| /;
const FAILED_HEAD = /^ FAIL /;

const ITEM = /^ +[✓√×❯↓□·] /;
const PASSED = /^ +[✓√] /;
const SKIPPED = /^ +[↓□·] /;
/** With `--reporter=dot`: failures are told below, and totals count the rest. */
const DOTS = /^[·x*-]+$/;
const DOT = "·";
/** A test that failed and was run again, or a file some of whose tests were not run. */
const NOT_PLAIN = /\(retry x\d+\)|\(repeat x\d+\)|\(\d+ tests? \| /;
/** What stands behind a file's name. */
const COUNTED = /\((\d+) tests?\)/;
const SUITE = /\(\d+\)/;
/** Between a file and its suites, between those and a test. A file's own line has none. */
const WITHIN = " > ";

/** Source around the place of a failure, and a caret below that. */
const SOURCE = /^ +\d*\|/;
const AROUND = /^ +\d+\|/;
const CARET = /^ +\| +\^/;
const TELLING: Telling = {
  nameIn: (line) => FAILED_HEAD.test(line) ? line : undefined,
  source: SOURCE,
  isSourceBefore: () => true,
  isAround: (line, next) => AROUND.test(line) && !CARET.test(next),
};

export const vitest = ruleOf({
  name: "vitest",
  doc:
    "vitest: passing tests become a count, and so does the source around failures after the fifth",
  signs: [" RUN  v", "Test Files  "],
  proof: new RegExp(`${BANNER.source}|${TOTALS.source}`),
  read,
});

/** What tests print stands among the results, up to a blank line; failures are told behind these. */
type Part = "tree" | "output" | "failures";

function read(lines: readonly string[]): Role[] {
  const live = liveOf(lines);
  const tree = new Tree();
  let part: Part = "tree";
  const roles = lines.map((line, i) => {
    part = partFrom(line, part);
    return live?.get(i) ?? (part === "tree" ? tree.roleOf(line) : TEXT);
  });
  return withFewSources(lines, roles, TELLING);
}

function partFrom(line: string, part: Part): Part {
  if (BANNER.test(line)) return "tree";
  if (FAILURES.test(line) || TOTALS.test(line)) return "failures";
  if (part === "tree" && OUTPUT.test(line)) return "output";
  return part === "output" && isBlank(line) ? "tree" : part;
}

/** The files and tests as they end. */
class Tree {
  /** How deep the file stands whose line said how many tests passed: what stands under it is among them. */
  #counted: number | undefined;

  roleOf(line: string): Role {
    if (DOTS.test(line) && line.includes(DOT)) return gone(DOTTED);
    if (!ITEM.test(line)) return TEXT;
    const depth = indentOf(line);
    if (this.#counted !== undefined && depth <= this.#counted) this.#counted = undefined;
    if (SKIPPED.test(line)) return skipped(depth);
    if (!PASSED.test(line) || NOT_PLAIN.test(line)) return kept(depth);
    return passing(depth, this.#countOf(line, depth));
  }

  #countOf(line: string, depth: number): number {
    if (this.#counted !== undefined) return 0;
    if (line.includes(WITHIN)) return 1;
    const count = COUNTED.exec(line)?.[1];
    if (count === undefined) return SUITE.test(line) && depth > 1 ? 0 : 1;
    this.#counted = depth;
    return Number(count);
  }
}
