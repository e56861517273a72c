import { addressFilter } from "./authors.ts";
import { type Commit, commitAt, isTitle } from "./commit.ts";
import type { Reader } from "./parts.ts";
import { trailerFilter } from "./trailers.ts";

/** A commit's fields on one line, its message below. */
export function wholeCommits(): Reader {
  const shortened = addressFilter();
  return (lines, at) => {
    const commit = commitAt(lines, at);
    return commit && {
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
    if (commit === undefined) return undefined;
    const { lines: message, leftOut } = withoutRepeats(commit.message);
    return {
      end: commit.end,
      lines: [titleOf(commit, shortened), ...message.map(indented)],
      leftOut,
    };
  };
}

/** The blank line before a commit, whose title stands out by itself. */
export const gapBeforeCommit: Reader = (lines, at) =>
  lines[at] === "" && at > 0 && isTitle(lines[at + 1]) ? { end: at + 1, lines: [] } : undefined;

function titleOf({ title, fields }: Commit, shortened: (field: string) => string): string {
  return [title, ...fields.map((field) => shortened(field).replace(/: +/, ": "))].join(" ");
}

function indented(line: string): string {
  return line === "" ? "" : ` ${line}`;
}
