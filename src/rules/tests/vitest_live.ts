import { gone, LIVE, type Role, TEXT } from "./role.ts";

/** The last picture of a run, which is no live one, has two blanks behind the names. */
const FINAL = /^ *(?:Test Files|Tests) {2}/;
const COUNTS = /^ *(Test Files|Tests) \d/;
const QUEUED = /^ +❯ .* (?:\[queued\]|\d+\/\d+)$/;
const CLOCK = /^ *(?:Start at|Duration) \d/;

/**
 * The pictures of a run that a terminal could not draw over one another. Each count stays, where it changes; the rest
 * goes, but for the last picture of a run that came to no end: it says what hung.
 */
export function liveOf(lines: readonly string[]): Map<number, Role> | undefined {
  const last = lines.findLastIndex((line) => COUNTS.test(line));
  if (last < 0) return undefined;
  const ended = lines.findLastIndex((line) => FINAL.test(line)) > last;
  const end = ended ? lines.length : startOfPicture(lines, last);
  const roles = new Map<number, Role>();
  const said = new Map<string, string>();
  lines.slice(0, end).forEach((line, i) => {
    if (QUEUED.test(line) || CLOCK.test(line)) roles.set(i, gone(LIVE));
    const name = COUNTS.exec(line)?.[1];
    if (name === undefined) return;
    roles.set(i, said.get(name) === line ? gone(LIVE) : TEXT);
    said.set(name, line);
  });
  return roles;
}

function startOfPicture(lines: readonly string[], counts: number): number {
  let start = counts;
  while (start > 0 && (COUNTS.test(lines[start]) || lines[start].trim() === "")) start--;
  while (start > 0 && QUEUED.test(lines[start - 1])) start--;
  return start;
}
