import { indentOf, isBlank } from "../lines.ts";
import { heading, type Role, TEXT } from "./role.ts";

/** Suites of a tree stand this much deeper than what they stand under. */
const STEP = 2;

/**
 * Finds the headings of a tree among its lines: a line whose next one is a test or a heading one step deeper, and
 * that stands right behind a blank line, a test or a heading. What a test printed stands otherwise.
 */
export function withHeadings(
  lines: readonly string[],
  roles: readonly Role[],
  least = STEP,
): Role[] {
  const may = mayHeadOf(lines, roles, least);
  const found: Role[] = [];
  lines.forEach((line, i) => {
    const before = found[i - 1];
    const isFree = i === 0 || before.kind !== "text" || isBlank(lines[i - 1]);
    found.push(!may[i] ? roles[i] : isFree ? heading(indentOf(line)) : TEXT);
  });
  return found;
}

function mayHeadOf(lines: readonly string[], roles: readonly Role[], least: number): boolean[] {
  const may: boolean[] = Array(lines.length).fill(false);
  let next: number | undefined;
  for (let i = lines.length - 1; i >= 0; i--) {
    const role = roles[i];
    if ("depth" in role) next = role.depth;
    else if (role.kind === "text" && !isBlank(lines[i])) {
      const depth = indentOf(lines[i]);
      may[i] = depth >= least && next === depth + STEP;
      next = may[i] ? depth : undefined;
    }
  }
  return may;
}
