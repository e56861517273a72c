import { indentOf, isBlank } from "../lines.ts";
import { gone, type Role, TOLD } from "./role.ts";

/** Behind the totals each failed test is told once more, with its place. */
const BELOW = /^✖ failing tests:$/;
const FAILED = /^ *✖ (.*)$/;

/** What is told of a failure goes where the same is told below; so does the name of a test that stands in no suite. */
export function withToldBelow(lines: readonly string[], roles: readonly Role[]): Role[] {
  const from = lines.findIndex((line) => BELOW.test(line));
  const found = [...roles];
  if (from < 0) return found;
  const below = failuresOf(lines.slice(from + 1));
  for (const [name, { start, said }] of failuresOf(lines.slice(0, from))) {
    const again = below.get(name)?.said;
    if (again === undefined || roles[start].kind !== "kept") continue;
    if (indentOf(lines[start]) === 0) found[start] = gone(TOLD);
    if (said.some((line, i) => line !== again[i])) continue;
    said.forEach((_, i) => found[start + 1 + i] = gone(TOLD));
  }
  return found;
}

/** Where a failure stands, and what is said of it, as deep as if it stood in no suite. */
interface Failure {
  readonly start: number;
  readonly said: readonly string[];
}

/** By name, with the time it took, which tells tests of one name apart. */
function failuresOf(lines: readonly string[]): Map<string, Failure> {
  const failures = new Map<string, Failure>();
  lines.forEach((line, start) => {
    const name = FAILED.exec(line)?.[1];
    if (name !== undefined) failures.set(name, { start, said: saidOf(lines, start) });
  });
  return failures;
}

function saidOf(lines: readonly string[], start: number): string[] {
  const depth = indentOf(lines[start]);
  let end = start + 1;
  while (end < lines.length && isOf(lines[end], depth)) end++;
  while (isBlank(lines[end - 1])) end--;
  return lines.slice(start + 1, end).map((line) => isBlank(line) ? "" : line.slice(depth));
}

function isOf(line: string, depth: number): boolean {
  return isBlank(line) || indentOf(line) > depth && !FAILED.test(line);
}
