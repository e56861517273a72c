import { heading, kept, passing, type Role, skipped, TEXT } from "./role.ts";
import { ruleOf } from "./runner.ts";

/** A line of the tree, up to the name: `│  ├─ `, or in ASCII `|  +-- `. */
const BRANCH = /^(?:[│|╷'`+├└─ -]*)(?:[├└]─|[+'`|]--) /;
/** What stands in no other is an engine. */
const ENGINE = /^[├└+'`]/;
const PASSED = /(?:✔|\[OK\])$/;
const SKIPPED = /(?: ↷ | \[S\] )/;
const FAILED = /(?: ✘(?: |$)| \[X\](?: |$))/;

/** JUnit's console launcher. */
export const junitTree = ruleOf({
  name: "junit_tree",
  doc: "junit-platform-console: passing tests become a count",
  signs: [" tests successful "],
  proof: /^\[ *\d+ tests successful +\]$/,
  read: (lines) => lines.map((line, i) => roleOf(line, lines[i + 1] ?? "")),
});

/** A class is told as a test is, and its tests stand under it, deeper. */
function roleOf(line: string, next: string): Role {
  const depth = depthOf(line);
  if (depth === 0) return TEXT;
  if (PASSED.test(line)) {
    return ENGINE.test(line) || depthOf(next) > depth ? heading(depth) : passing(depth);
  }
  if (SKIPPED.test(line)) return skipped(depth);
  return FAILED.test(line) ? kept(depth) : TEXT;
}

function depthOf(line: string): number {
  return BRANCH.exec(line)?.[0].length ?? 0;
}
