import { indentOf } from "../lines.ts";
import { heading, kept, passing, type Role, skipped, TEXT, type Thing } from "./role.ts";
import { ruleOf } from "./runner.ts";

const TESTS_AND_STEPS: Thing = ["passing test or step", "passing tests and steps"];

const FILE = /^running \d+ tests? from /;
/** Opens a test that has steps, or prints something. */
const OPENED = /^ *\S.* \.\.\.$/;
const BEFORE_RESULT = " ... ";
const RESULT = /^(ok|FAILED|ignored|cancelled)\b.*\)$/;
const OUTPUT = /^-+ (?:post-test )?output -+$/;
const OUTPUT_END = /^-+ (?:post-test )?output end -+$/;
const DETAILS = /^ (?:ERRORS|FAILURES) ?$/;
const DOT = /^\.+$/;

export const deno = ruleOf({
  name: "deno_test",
  doc: "deno test: passing tests and steps become a count",
  signs: ["ok | ", "FAILED | "],
  proof: /^(?:ok|FAILED) \| \d+ passed/,
  read,
});

function read(lines: readonly string[]): Role[] {
  let isTree = true;
  let isOutput = false;
  return lines.map((line, i) => {
    if (FILE.test(line)) isTree = true;
    else if (DETAILS.test(line)) isTree = false;
    else if (OUTPUT.test(line)) isOutput = true;
    else if (OUTPUT_END.test(line)) isOutput = false;
    return isTree && !isOutput ? roleOf(line, lines[i + 1] ?? "") : TEXT;
  });
}

/** Tests stand in no deeper place than the line that names their file, but under it. */
function roleOf(line: string, next: string): Role {
  if (FILE.test(line)) return heading(0);
  const depth = indentOf(line) + 1;
  const result = resultIn(line);
  if (result === "ok") return passing(depth, 1, TESTS_AND_STEPS);
  if (result === "ignored") return skipped(depth);
  if (result !== undefined) return kept(depth);
  // The name of a test that prints something says whose output follows.
  if (OPENED.test(line)) return OUTPUT.test(next) ? kept(depth) : heading(depth);
  return DOT.test(line) ? passing(depth, line.length) : TEXT;
}

function resultIn(line: string): string | undefined {
  const at = line.lastIndexOf(BEFORE_RESULT);
  return at < 0 ? undefined : RESULT.exec(line.slice(at + BEFORE_RESULT.length))?.[1];
}
