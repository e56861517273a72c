import { heading, kept, passing, type Role, skipped, TEXT } from "./role.ts";
import { ruleOf } from "./runner.ts";

const DOTS = /^(\.+) +\d+ \/ \d+ \( *\d+%\)$/;
/** With `--testdox`: a class, and its tests below. */
const CLASS = /^\S.* \(\S+\)$/;
const PASSED = /^ [✔✓] /;
const SKIPPED = /^ [↩∅] /;
const OTHER = /^ [✘☢⚠] /;

export const phpunit = ruleOf({
  name: "phpunit",
  doc: "phpunit: passing tests become a count",
  signs: ["OK (", "OK, but ", "Assertions: "],
  proof: /^(?:OK \(\d+ tests?, \d+ assertions?\)|OK, but |Tests: \d+, Assertions: \d+)/,
  read: (lines) => lines.map((line, i) => roleOf(line, lines[i + 1] ?? "")),
});

function roleOf(line: string, next: string): Role {
  const dots = DOTS.exec(line)?.[1];
  if (dots !== undefined) return passing(0, dots.length);
  if (PASSED.test(line)) return passing(1);
  if (SKIPPED.test(line)) return skipped(1);
  if (OTHER.test(line)) return kept(1);
  const isClass = CLASS.test(line) &&
    (PASSED.test(next) || SKIPPED.test(next) || OTHER.test(next));
  return isClass ? heading(0) : TEXT;
}

const PEST_CLASS = /^ {2,3}(PASS|FAIL|WARN) {2}\S/;
const PEST_PASSED = /^ {2}✓ /;
const PEST_OTHER = /^ {2}[⨯!…?] /;

/** Pest, and `php artisan test`. */
export const pest = ruleOf({
  name: "pest",
  doc: "pest, artisan test: passing tests become a count",
  signs: [" assertions)", " assertion)"],
  proof: /^ +Tests: +.*\d passed.*\(\d+ assertions?\)$/,
  read: (lines) => lines.map(pestRoleOf),
});

function pestRoleOf(line: string): Role {
  const result = PEST_CLASS.exec(line)?.[1];
  if (result !== undefined) return result === "PASS" ? heading(0) : kept(0);
  if (PEST_PASSED.test(line)) return passing(1);
  if (/^ {2}- /.test(line)) return skipped(1);
  return PEST_OTHER.test(line) ? kept(1) : TEXT;
}
