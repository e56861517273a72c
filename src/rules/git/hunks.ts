import { trimmed } from "./context.ts";
import { hunkAt, linesOf } from "./hunk.ts";
import type { Part, Reader } from "./parts.ts";
import { NO_SIGNS, versionsOf } from "./signs.ts";

/** A hunk with a short head. */
export const wholeHunk: Reader = (lines, at) => {
  if (!lines[at].startsWith("@@")) return undefined;
  const hunk = hunkAt(lines, at);
  if (hunk === undefined) return untouched(lines, at);
  return { end: at + 1 + hunk.body.length, lines: linesOf(hunk) };
};

/** A hunk with one line of context around each change. */
export const trimmedHunk: Reader = (lines, at) => {
  if (!lines[at].startsWith("@@")) return undefined;
  const hunk = hunkAt(lines, at);
  if (hunk === undefined) return untouched(lines, at);
  const { hunks, leftOut } = trimmed(hunk);
  return {
    end: at + 1 + hunk.body.length,
    lines: hunks.flatMap(linesOf),
    leftOut: leftOut.length === 0
      ? []
      : [{ one: "context line", many: "context lines", texts: leftOut }],
  };
};

/** A hunk that was cut, or whose head is short already: what it quotes is not for other readers. */
function untouched(lines: readonly string[], at: number): Part {
  let end = at + 1;
  while (end < lines.length && lines[end] !== "" && versionsOf(lines[end], 1) !== NO_SIGNS) end++;
  return { end, lines: lines.slice(at, end) };
}
