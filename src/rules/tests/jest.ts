import { indentOf, isBlank } from "../lines.ts";
import { type Telling, withFewSources } from "./frames.ts";
import { withHeadings } from "./headings.ts";
import { withTold } from "./jest_told.ts";
import { heading, kept, passing, type Role, skipped, TEXT, type Thing } from "./role.ts";
import { ruleOf } from "./runner.ts";

const FILES: Thing = ["passing test file", "passing test files"];

const PROOF = /^Tests: {2,}.*\d total$/;
const PASSED_FILE = /^PASS /;
const FAILED_FILE = /^FAIL /;
const PASSED = /^ +[✓√] /;
const FAILED = /^ +[✕×] /;
const SKIPPED = /^ +[○✎] /;
const CONSOLE = "  ● Console";
/** What tests print stands before their file. */
const PRINTED = /^ {2}console\.\w/;
/** What a failure is told under: its suites and its name. */
const TOLD_HEAD = /^ {2}● (.*)$/;
/** Source around the line that failed, `>` before that, and a caret below it. */
const SOURCE = /^ +(?:> ?)?\d* \|/;
const AROUND = /^ +\d+ \|/;
const TELLING: Telling = {
  nameIn: (line) => line === CONSOLE ? undefined : headIn(line),
  source: SOURCE,
  isSourceBefore: () => true,
  isAround: (line) => AROUND.test(line),
};

export const jest = ruleOf({
  name: "jest",
  doc: "jest: passing tests become a count, and so does the source around failures after the fifth",
  signs: ["Tests:  "],
  proof: PROOF,
  read,
});

/** A file is told of in a tree, up to a blank line; then come its failures. */
type Part = "tree" | "failures" | "outside";

function read(lines: readonly string[]): Role[] {
  const told = new Set<string>();
  let part: Part = "tree";
  const roles = lines.map((line) => {
    part = partFrom(line, part);
    const head = part === "failures" ? headIn(line) : undefined;
    if (head !== undefined) told.add(head);
    return part === "tree" ? roleOf(line) : TEXT;
  });
  return withFewSources(
    lines,
    withFiles(withTold(lines, withHeadings(lines, roles), told)),
    TELLING,
  );
}

function partFrom(line: string, part: Part): Part {
  if (headIn(line) !== undefined) return "failures";
  if (PASSED_FILE.test(line) || FAILED_FILE.test(line)) return "tree";
  if (PROOF.test(line) || PRINTED.test(line)) return "outside";
  return part === "tree" && isBlank(line) ? "outside" : part;
}

function headIn(line: string): string | undefined {
  return TOLD_HEAD.exec(line)?.[1].trimEnd();
}

function roleOf(line: string): Role {
  if (PASSED_FILE.test(line)) return passing(0, 1, FILES);
  if (FAILED_FILE.test(line)) return kept(0);
  if (PASSED.test(line)) return passing(indentOf(line));
  if (SKIPPED.test(line)) return skipped(indentOf(line));
  return FAILED.test(line) ? kept(indentOf(line)) : TEXT;
}

/** A file whose tests are listed is not counted besides them. */
function withFiles(roles: Role[]): Role[] {
  let isListed = false;
  for (let i = roles.length - 1; i >= 0; i--) {
    const role = roles[i];
    if (!("depth" in role)) continue;
    if (role.depth === 0 && isListed && role.kind === "going") roles[i] = heading(0);
    isListed = role.depth > 0;
  }
  return roles;
}
