import { GONE, passing, type Role, TEXT } from "./role.ts";
import { ruleOf } from "./runner.ts";

/** `test_x (module.Class.test_x)`, and what tells a subtest from others. */
const NAME = /^\w+ \([\w.<>]+\)/;
const OK = " ... ok";

/** Python's own, and Django's. */
export const unittest = ruleOf({
  name: "unittest",
  doc: "python -m unittest -v, manage.py test -v 2: passing tests become a count",
  signs: ["Ran "],
  proof: /^Ran \d+ tests? in [\d.]+s$/,
  read: (lines) => lines.map((line, i) => roleOf(line, lines[i - 1] ?? "", lines[i + 1] ?? "")),
});

/** A test that has a docstring has two lines: its name, then what the docstring says. */
function roleOf(line: string, before: string, next: string): Role {
  if (isName(line)) return next.endsWith(OK) && !NAME.test(next) ? GONE : TEXT;
  const isOk = line.endsWith(OK) && (NAME.test(line) || isName(before));
  return isOk ? passing(0) : TEXT;
}

function isName(line: string): boolean {
  return NAME.exec(line)?.[0].length === line.length;
}
