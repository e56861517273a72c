import { trimmed } from "./context.ts";
import { hunkAt, linesOf } from "./hunk.ts";
import type { Reader } from "./parts.ts";

/** A hunk with a short head. */
export const wholeHunk: Reader = (lines, at) => {
  const hunk = hunkAt(lines, at);
  return hunk && { end: at + 1 + hunk.body.length, lines: linesOf(hunk) };
};

/** A hunk with one line of context around each change. */
export const trimmedHunk: Reader = (lines, at) => {
  const hunk = hunkAt(lines, at);
  if (hunk === undefined) return undefined;
  const { hunks, leftOut } = trimmed(hunk);
  return {
    end: at + 1 + hunk.body.length,
    lines: hunks.flatMap(linesOf),
    leftOut: leftOut.length === 0
      ? []
      : [{ one: "context line", many: "context lines", texts: leftOut }],
  };
};
