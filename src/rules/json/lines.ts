import { gapEnd, NO_TOKEN, tokenEnd } from "./lexical.ts";

/** Fewer lines of JSON in a row may be anything. */
const LEAST_LINES = 8;

const MEMBER = /^\s*"[^"]*": /;
const ENDS_OPEN = /[,{[]\s*$/;
const BEGINS_CLOSED = /^\s*[}\]]/;

/**
 * Text in which JSON stands whose beginning is cut off: lines that hold nothing but whole tokens are joined where a
 * comma or a bracket stands between them.
 */
export function joined(text: string): string {
  if (!text.includes('": ')) return text;
  const lines = text.split("\n");
  const pieces: string[] = [];
  for (let i = 0; i < lines.length;) {
    const end = runEnd(lines, i);
    const run = lines.slice(i, Math.max(end, i + 1));
    pieces.push(isJson(run) ? run.map(trimmed).join("") : run.join("\n"));
    i += run.length;
  }
  return pieces.join("\n");
}

/** Behind the last of the lines that can be joined with this one. */
function runEnd(lines: readonly string[], first: number): number {
  let at = first;
  while (at < lines.length && isWhole(lines[at])) {
    at++;
    const next = lines[at];
    if (next === undefined || !ENDS_OPEN.test(lines[at - 1]) && !BEGINS_CLOSED.test(next)) break;
  }
  return at;
}

/** Half of the lines at least name a member, else they may be rows of something else. */
function isJson(lines: readonly string[]): boolean {
  return lines.length >= LEAST_LINES &&
    lines.filter((line) => MEMBER.test(line)).length * 2 >= lines.length;
}

/** Does the line hold tokens, and nothing else? */
function isWhole(line: string): boolean {
  let at = gapEnd(line, 0);
  if (at === line.length) return false;
  while (at < line.length) {
    const end = tokenEnd(line, at);
    if (end === NO_TOKEN) return false;
    at = gapEnd(line, end);
  }
  return true;
}

function trimmed(line: string): string {
  return line.trim().replace(/^("[^"]*"): /, "$1:");
}
