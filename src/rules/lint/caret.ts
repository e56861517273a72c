import { caretMarks } from "./caret_marks.ts";
import type { SourceLine } from "./diagnostic.ts";
import { rowsFrom } from "./gutter.ts";
import type { ReportRow } from "./report_row.ts";

/** The code below a row of a report, and what is marked in it. */
export interface Shown {
  /** `12:5-9`; `12:7(5-9)` where the caret stands within what is marked. */
  readonly at: string;
  readonly source: readonly SourceLine[];
  readonly notes: readonly string[];
  /** The first line behind it. */
  readonly end: number;
}

const CARETS = /^[ \t]*[~^]*\^[~^ ]*$/;
/** `mypy` indents the code it shows. */
const MYPY_INDENT = 4;
/** Lines that go on below the code, further in. */
const GOES_ON = /^ {2}\s*\S/;
const MOST_LINES = 20;

/** What is shown from a line on, below a row. */
export function shownAt(lines: readonly string[], from: number, row: ReportRow): Shown {
  return framed(lines, from, row) ?? bare(lines, from, row) ??
    { at: placeOf(row), source: [], notes: [], end: from };
}

/** `  12 |   code` and `     |   ^~~~` */
function framed(lines: readonly string[], from: number, row: ReportRow): Shown | undefined {
  const { rows, end } = rowsFrom(lines, from);
  const [code, ...below] = rows;
  if (code?.line === undefined) return undefined;
  const marks = code.line === row.line && below.every(({ line }) => line === undefined)
    ? caretMarks(below.map(({ text }) => text), code.text, row.column)
    : undefined;
  if (marks === undefined) {
    return { at: placeOf(row), source: [], notes: lines.slice(from, end), end };
  }
  return {
    at: placeOf(row) + marks.range,
    source: [sourceOf(row, code.text)],
    notes: marks.notes,
    end,
  };
}

/** The code, and carets in the next line; tools that say more do so below. */
function bare(lines: readonly string[], from: number, row: ReportRow): Shown | undefined {
  const [code = "", carets = ""] = lines.slice(from, from + 2);
  if (!CARETS.test(carets) || code.trim() === "") return undefined;
  const caret = carets.indexOf("^");
  const blanks = carets.slice(0, carets.search(/[~^]/));
  const isMirrored = blanks === code.slice(0, blanks.length).replace(/[^\t]/g, " ");
  const indent = /\.pyi?$/.test(row.path) ? MYPY_INDENT : 0;
  const column = row.column ?? caret + 1 - indent;
  const marks = caretMarks([carets.replace(/\t/g, " ")], code.replace(/\t/g, " "), column);
  if (marks === undefined || column < 1 || row.column === undefined && !isMirrored) {
    return undefined;
  }
  if (marks.range !== "" && !isMirrored) return undefined;
  let end = from + 2;
  while (end < lines.length && end - from < MOST_LINES && GOES_ON.test(lines[end])) end++;
  return {
    at: placeOf({ ...row, column }) + marks.range,
    source: [sourceOf(row, code)],
    notes: lines.slice(from + 2, end),
    end,
  };
}

function sourceOf({ path, line }: ReportRow, code: string): SourceLine {
  return { path, line, text: code.trim() };
}

function placeOf({ line, column }: ReportRow): string {
  return column === undefined ? `${line}` : `${line}:${column}`;
}
