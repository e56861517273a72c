import { fileHead, fileHeadWithoutIds } from "./file_head.ts";
import { trimmedHunk, wholeHunk } from "./hunks.ts";
import type { Part, Reader } from "./parts.ts";

/** A file of a diff: its head and its hunks, with a short line each to begin with. */
export const wholeFile: Reader = fileOf(fileHead, wholeHunk);

/** The same with one line of context around each change, and without the ids of the two versions. */
export const trimmedFile: Reader = fileOf(fileHeadWithoutIds, trimmedHunk);

function fileOf(head: Reader, hunk: Reader): Reader {
  return (lines, at) => {
    const parts: Part[] = [];
    let end = at;
    for (let part = head(lines, at); part !== undefined; part = partAt(hunk, lines, end)) {
      parts.push(part);
      end = part.end;
    }
    return parts.length === 0 ? undefined : {
      end,
      lines: parts.flatMap((part) => part.lines),
      leftOut: parts.flatMap((part) => part.leftOut ?? []),
    };
  };
}

function partAt(read: Reader, lines: readonly string[], at: number): Part | undefined {
  return at < lines.length ? read(lines, at) : undefined;
}
