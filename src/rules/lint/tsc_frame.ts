import type { SourceLine } from "./diagnostic.ts";

/** The code that `tsc --pretty` shows. */
export interface Frame {
  /** From where to where: `58:67-77`, `17:6-19:3`. */
  readonly at: string;
  readonly source: readonly SourceLine[];
  /** The first line behind it. */
  readonly end: number;
}

const NUMBERED = /^( *(\d{1,7}))(?: (.*))?$/;
const MARKS = /^( +)(~+)$/;
/** Stands for the lines in the middle of a long piece. */
const LEFT_OUT = "...";

/** The code at a place, each line with a row of `~` below what is meant; `undefined` where it is not there. */
export function frameFrom(
  lines: readonly string[],
  from: number,
  { path, line, column }: { path: string; line: number; column: number },
): Frame | undefined {
  let at = from;
  while (lines[at] === "") at++;
  const source: SourceLine[] = [];
  let last = { line, column };
  for (;;) {
    if (source.length > 0 && lines[at]?.trim() === LEFT_OUT) at++;
    const row = rowAt(lines, at);
    if (row === undefined) break;
    if (source.length === 0 && (row.line !== line || row.from !== column)) return undefined;
    source.push({ path, line: row.line, text: row.text.trim() });
    last = { line: row.line, column: row.to };
    at += 2;
  }
  if (source.length === 0) return undefined;
  const to = last.line === line ? last.column : `${last.line}:${last.column}`;
  return { at: `${line}:${column}-${to}`, source, end: at };
}

/** `58  const x = y;` and `~` below: the line, and the first and the last column but one that are marked. */
function rowAt(lines: readonly string[], at: number) {
  const numbered = NUMBERED.exec(lines[at] ?? "");
  if (numbered === null) return undefined;
  const [, gutter, line, text = ""] = numbered;
  const marks = MARKS.exec(lines[at + 1] ?? "");
  if (marks === null) {
    // Nothing can be marked in an empty line.
    if (text !== "" || lines[at + 1] !== "") return undefined;
    return { line: Number(line), text, from: 1, to: 1 };
  }
  const from = marks[1].length - gutter.length;
  return { line: Number(line), text, from, to: from + marks[2].length };
}
