import { addressFilter } from "./authors.ts";
import { type Commit, commitAt, isTitle } from "./commit.ts";
import type { Part, Reader } from "./parts.ts";
import { trailerFilter } from "./trailers.ts";

/** A commit's fields on one line, its message below. */
export function wholeCommits(): Reader {
  const shortened = addressFilter();
  return (lines, at) => {
    const commit = commitAt(lines, at);
    if (commit === undefined) return untouched(lines, at);
    return {
      end: commit.end,
      lines: [titleOf(commit, shortened), ...commit.message.map(indented)],
    };
  };
}

/** The same without trailers that stood in an earlier message. */
export function commitsWithoutTrailers(): Reader {
  const shortened = addressFilter();
  const withoutRepeats = trailerFilter();
  return (lines, at) => {
    const commit = commitAt(lines, at);
    if (commit === undefined) return untouched(lines, at);
    const { lines: message, leftOut } = withoutRepeats(commit.message);
    return {
      end: commit.end,
      lines: [titleOf(commit, shortened), ...message.map(indented)],
      leftOut,
    };
  };
}

/** The blank lines before a commit, whose title stands out by itself. */
export const gapBeforeCommit: Reader = (lines, at) => {
  // They are looked at once, from the first of them on.
  if (lines[at] !== "" || at === 0 || lines[at - 1] === "") return undefined;
  let end = at + 1;
  while (lines[end] === "") end++;
  return isTitle(lines[end]) ? { end, lines: [] } : undefined;
};

/** A commit that is short already: its message is not for other readers. */
function untouched(lines: readonly string[], at: number): Part | undefined {
  if (!lines[at].startsWith("commit ") || !lines[at].includes(" Author: ")) return undefined;
  let end = at + 1;
  while (end < lines.length && (lines[end] === "" || lines[end].startsWith(" "))) end++;
  return { end, lines: lines.slice(at, end) };
}

function titleOf({ title, fields }: Commit, shortened: (field: string) => string): string {
  return [title, ...fields.map((field) => shortened(field).replace(/: +/, ": "))].join(" ");
}

function indented(line: string): string {
  return line === "" ? "" : ` ${line}`;
}
