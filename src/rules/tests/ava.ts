import { indentOf } from "../lines.ts";
import { kept, passing, type Role, skipped, TEXT } from "./role.ts";
import { ruleOf } from "./runner.ts";

const PROOF = /^ +\d+ tests? (?:passed|failed)$/;
/** Failures are told between two of these, and the totals stand behind the last one. */
const RULER = /^ +─+$/;
const PASSED = /^ +[✔√] (?!\[expected fail\])/;
const SKIPPED = /^ +- \[(?:skip|todo)\]/;
const OTHER = /^ +[✔√✖✘×] /;

export const ava = ruleOf({
  name: "ava",
  doc: "ava: passing tests become a count",
  signs: [" passed", " failed"],
  proof: PROOF,
  read: (lines) => {
    const end = lines.findIndex((line) => RULER.test(line));
    return lines.map((line, i) => end < 0 || i < end ? roleOf(line) : TEXT);
  },
});

function roleOf(line: string): Role {
  if (PASSED.test(line)) return passing(indentOf(line));
  if (SKIPPED.test(line)) return skipped(indentOf(line));
  return OTHER.test(line) ? kept(indentOf(line)) : TEXT;
}
