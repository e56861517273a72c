/** What `git log` and `git show` print of a commit before its changes. */
export interface Commit {
  /** The first line behind the message. */
  readonly end: number;
  /** `commit 1a2b...`, with the names that point at it. */
  readonly title: string;
  /** `Author: X <x@y>`, `Date:   ...` */
  readonly fields: readonly string[];
  /** Without its indentation and the blank lines at its end. */
  readonly message: readonly string[];
}

/** A side (`>`, `-`) stands before the hash where two histories are compared, names and parents behind it. */
const TITLE = /^commit (?:[<>=+-] )?[<>=^-]?[0-9a-f]{7,64}(?: [0-9a-f]{7,64})*(?: \([^()]*\))?$/;
/** `Merge: `, `Author:     `, `Reflog message: ` */
const FIELD = /^[A-Z][A-Za-z ]{0,20}: /;
const INDENT = "    ";

/** The commit that begins at this line. */
export function commitAt(lines: readonly string[], at: number): Commit | undefined {
  if (!isTitle(lines[at])) return undefined;
  let end = at + 1;
  while (end < lines.length && FIELD.test(lines[end])) end++;
  const fields = lines.slice(at + 1, end);
  if (!fields.some((field) => field.startsWith("Author: ")) || !isBlank(lines[end])) {
    return undefined;
  }
  const from = end + 1;
  end = messageEnd(lines, from);
  const message = lines.slice(from, end).map((line) => line.slice(INDENT.length));
  return { title: lines[at], fields, message, end };
}

/** Is it the first line of a commit? */
export function isTitle(line: string | undefined): boolean {
  return line !== undefined && line.startsWith("commit ") && TITLE.test(line);
}

/** Blank lines of a message may have lost their indentation. */
function messageEnd(lines: readonly string[], from: number): number {
  let end = from;
  for (let at = from; at < lines.length; at++) {
    if (lines[at].startsWith(INDENT) && !isBlank(lines[at])) end = at + 1;
    else if (!isBlank(lines[at])) break;
  }
  return end;
}

function isBlank(line: string | undefined): boolean {
  return line !== undefined && line.trim() === "";
}
