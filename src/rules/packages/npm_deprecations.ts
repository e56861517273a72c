import { printedBy } from "../printer.ts";
import type { Rule } from "../rule.ts";
import { type Entry, gathered } from "./gather.ts";

/** What is said before the name, the name with its version, and the reason. */
const DEPRECATED =
  /^(npm (?:warn|WARN) deprecated|warning| *WARN {2}deprecated) ((?:\S+ > )*@?[^\s@]+@[^\s:]+): (\S.*)$/;
const SIGN = new RegExp(DEPRECATED.source, "m");
const PROGRAMS = ["npm", "npx", "pnpm", "yarn"];

/** Deprecated packages are gathered by the reason that is given, the same package once with a count. */
export const npmDeprecations: Rule = {
  name: "npm_deprecations",
  doc: "npm install: deprecated packages by reason, each once",
  loses: "nothing",
  matches: (sight) =>
    SIGN.test(sight.text) && PROGRAMS.some((program) => printedBy(sight, program)),
  squeeze: ({ text }) => gathered(text.split("\n"), entryOf, byReason).join("\n"),
};

/** Name and reason are parted by a line break, which neither holds. */
function entryOf(line: string): Entry | undefined {
  const [, head, name, reason] = DEPRECATED.exec(line) ?? [];
  return head === undefined ? undefined : { head, item: `${name}\n${reason}` };
}

function byReason(head: string, items: readonly string[]): string[] {
  const reasons = new Map<string, Map<string, number>>();
  for (const item of items) {
    const [name, reason] = item.split("\n");
    const names = reasons.get(reason) ?? new Map<string, number>();
    reasons.set(reason, names.set(name, (names.get(name) ?? 0) + 1));
  }
  const lines = [...reasons].map(([reason, names]) => {
    const told = [...names].map(([name, times]) => times === 1 ? name : `${name} (${times} times)`);
    return ` ${told.join(", ")}: ${reason}`;
  });
  return [`${head}, by reason:`, ...lines];
}
