import { GONE, passing, type Role, TEXT } from "./role.ts";
import { ruleOf } from "./runner.ts";

const SUITE = /^running \d+ tests?$/;
const PASSED = /^test .+ \.\.\. ok(?: <[\d.]+s>)?$/;
/** `cargo test -q` */
const DOTS = /^(\.+)(?: \d+\/\d+)?$/;

export const cargo = ruleOf({
  name: "cargo_test",
  doc: "cargo test: passing tests become a count",
  signs: ["test result: "],
  proof: /^test result: (?:ok|FAILED)\. \d+ passed; /,
  read: (lines) => lines.map((line, i) => roleOf(line, lines[i - 1] ?? "")),
});

function roleOf(line: string, before: string): Role {
  if (SUITE.test(line)) return GONE;
  if (PASSED.test(line)) return passing(0);
  const dots = SUITE.test(before) || DOTS.test(before) ? DOTS.exec(line)?.[1] : undefined;
  return dots === undefined ? TEXT : passing(0, dots.length);
}
