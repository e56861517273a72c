import { indentOf } from "../lines.ts";
import { withHeadings } from "./headings.ts";
import { DOTTED, gone, kept, passing, type Role, skipped, TEXT, TOLD } from "./role.ts";
import { ruleOf } from "./runner.ts";

const PROOF = /^ {2}\d+ passing \(/;
/** npm, pnpm and yarn name the script that they run next. */
const SCRIPT = /^(?:> |\$ |yarn run )/;
const PASSED = /^ +[✔✓√] /;
const PENDING = /^ +- /;
const FAILED = /^ +(\d+)\) /;
/** The head of what a failure is told under, behind the totals. */
const TOLD_HEAD = /^ {2}(\d+)\) /;
const DOTS = /^ {2}[.,!․]+$/;

/** Mocha, and what prints as it does: Cypress, Mochawesome's console. */
export const mocha = ruleOf({
  name: "mocha",
  doc: "mocha (spec, dot, list): passing tests become a count",
  signs: [" passing ("],
  proof: PROOF,
  read,
});

function read(lines: readonly string[]): Role[] {
  const told = toldIn(lines);
  let isTree = true;
  const roles = lines.map((line) => {
    if (PROOF.test(line)) isTree = false;
    else if (SCRIPT.test(line)) isTree = true;
    return isTree ? roleOf(line, told) : TEXT;
  });
  return withHeadings(lines, roles);
}

function roleOf(line: string, told: ReadonlySet<string>): Role {
  if (PASSED.test(line)) return passing(indentOf(line));
  if (PENDING.test(line)) return skipped(indentOf(line));
  if (DOTS.test(line)) return gone(DOTTED);
  const failed = FAILED.exec(line);
  if (failed === null) return TEXT;
  return told.has(failed[1]) ? passing(indentOf(line), 1, TOLD) : kept(indentOf(line));
}

/** The numbers of the failures that are told, whole, behind the totals. */
function toldIn(lines: readonly string[]): Set<string> {
  const told = new Set<string>();
  let isTree = true;
  for (const line of lines) {
    if (isTree) isTree = !PROOF.test(line);
    else {
      const head = TOLD_HEAD.exec(line);
      if (head) told.add(head[1]);
    }
  }
  return told;
}
