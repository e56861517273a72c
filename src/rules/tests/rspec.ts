import { indentOf, isBlank } from "../lines.ts";
import { heading, kept, passing, type Role, skipped, TEXT } from "./role.ts";
import { ruleOf } from "./runner.ts";

const TOTALS = /^(\d+) examples?, (\d+) failures?(?:, (\d+) pending)?/;
/** What is told of failures and pending examples, behind the tree. */
const TOLD = /^(?:Failures|Pending|Finished in|Top \d+ slowest)\b/;
const FAILED = /\(FAILED - \d+\)$/;
const PENDING = /\(PENDING: .*\)$/;
const STEP = 2;

/** RSpec's documentation format: nothing but its place says that a line is an example, so all must add up. */
export const rspec = ruleOf({
  name: "rspec",
  doc: "rspec --format documentation: passing examples become a count",
  signs: [" examples, ", " example, "],
  proof: TOTALS,
  read: (lines) => {
    const end = lines.findIndex((line) => TOLD.test(line));
    const tree = treeOf(lines.slice(0, Math.max(0, end)));
    return addsUp(tree, lines) ? lines.map((_, i) => tree[i] ?? TEXT) : lines.map(() => TEXT);
  },
});

/** Groups begin behind a blank line, at the margin; what they hold stands deeper, a step at a time. */
function treeOf(lines: readonly string[]): Role[] {
  let deepest = -STEP;
  return lines.map((line, i) => {
    const depth = indentOf(line);
    if (isBlank(line)) {
      deepest = -STEP;
      return TEXT;
    }
    if (depth > deepest + STEP || depth % STEP !== 0 || depth === 0 && deepest >= 0) return TEXT;
    deepest = depth;
    return exampleOf(line, depth, lines[i + 1] ?? "");
  });
}

function exampleOf(line: string, depth: number, next: string): Role {
  if (!isBlank(next) && indentOf(next) > depth) return heading(depth);
  if (FAILED.test(line)) return kept(depth);
  if (PENDING.test(line)) return skipped(depth);
  return depth === 0 ? TEXT : passing(depth);
}

function addsUp(tree: readonly Role[], lines: readonly string[]): boolean {
  const totals = lines.map((line) => TOTALS.exec(line)).find((found) => found !== null);
  const [, examples, failures, pending] = totals ?? [];
  const passed = tree.filter((role) => role.kind === "going" && role.count > 0).length;
  return passed === Number(examples) - Number(failures) - Number(pending ?? 0);
}
