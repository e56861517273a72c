import type { SourceLine } from "./diagnostic.ts";
import type { Spot } from "./finding.ts";
import type { Row } from "./gutter.ts";
import { isAligned, quoted, saidOf } from "./pieces.ts";
import { marksOf } from "./rustc_marks.ts";

/** Where a frame points. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** A line of code, and what is drawn below it. */
interface Line {
  readonly line: number;
  readonly text: string;
  readonly marks: string[];
}

/** A bracket around many lines is drawn before the code, so wide. */
const BRACKET = 2;
const OPENS_AT_START = "/ ";
const OPENS_BELOW = /^ _+\^$/;
const CLOSES = /^\|_+\^(?: (.*))?$/;

/** The places in a frame, the main one first; `undefined` where it draws more than can be said in words. */
export function spotsOf(rows: readonly Row[], place: Place): Spot[] | undefined {
  if (rows.some(({ sign }) => sign !== "|")) return undefined;
  const lines = linesOf(rows);
  if (lines === undefined) return undefined;
  return bracketed(lines, place) ?? marked(lines, place);
}

function linesOf(rows: readonly Row[]): Line[] | undefined {
  const lines: Line[] = [];
  for (const { line, text } of rows) {
    if (line !== undefined) lines.push({ line, text, marks: [] });
    else if (text === "") continue;
    else if (lines.length === 0) return undefined;
    else lines[lines.length - 1].marks.push(text);
  }
  return lines;
}

/** One piece of code over many lines. */
function bracketed(lines: readonly Line[], { path, line, column }: Place): Spot[] | undefined {
  const from = lines.findIndex((row) => row.line === line);
  const to = lines.findIndex(({ marks }) => marks.length === 1 && CLOSES.test(marks[0]));
  if (from < 0 || to <= from || !opensAt(lines[from], column)) return undefined;
  const isPlain = lines.every(({ text, marks }, i) => {
    if (i === from) return true;
    const sign = i > from && i <= to ? "|" : "";
    return text.slice(0, BRACKET).trimEnd() === sign && (i === to || marks.length === 0);
  });
  if (!isPlain) return undefined;
  const [closing] = lines[to].marks;
  const end = `${lines[to].line}:${closing.indexOf("^")}`;
  const code = lines.map((row) => sourceOf({ ...row, text: row.text.slice(BRACKET) }, path));
  return [{
    at: `${path}:${line}:${column}-${end}`,
    label: CLOSES.exec(closing)?.[1] ?? "",
    code: code[from],
    context: code.filter(({ text }, i) => i !== from && text !== ""),
  }];
}

function opensAt({ text, marks }: Line, column: number): boolean {
  if (text.startsWith(OPENS_AT_START)) {
    return marks.length === 0 && text.slice(BRACKET).search(/\S/) + 1 === column;
  }
  return marks.length === 1 && OPENS_BELOW.test(marks[0]) &&
    marks[0].length - BRACKET === column;
}

/** Pieces of single lines, those of the place itself first. */
function marked(lines: readonly Line[], { path, line, column }: Place): Spot[] | undefined {
  const spots: Spot[] = [];
  let hasMain = false;
  for (const row of lines.filter(({ marks }) => marks.length > 0)) {
    const pieces = marksOf(row.marks);
    if (pieces === undefined || !isAligned(row.text, pieces)) return undefined;
    const code = sourceOf(row, path);
    const mains = pieces.filter(({ isMain }) => isMain);
    const own = mains.find(({ from }) => from + 1 === column) ?? mains[0];
    if (row.line !== line || own === undefined) {
      const label = pieces.map((piece) => quoted(piece, row.text)).join("; ");
      spots.push({ at: `${row.line}`, label, code, context: [] });
      continue;
    }
    hasMain = true;
    spots.unshift({
      at: `${path}:${line}:${column}-${column + own.to - own.from}`,
      label: saidOf(own, pieces.filter((piece) => piece !== own), row.text),
      code,
      context: lines.filter(isContext).map((row) => sourceOf(row, path)),
    });
  }
  return hasMain ? spots : undefined;
}

function isContext({ text, marks }: Line): boolean {
  return marks.length === 0 && text !== "";
}

function sourceOf({ line, text }: Line, path: string): SourceLine {
  return { path, line, text: text.trim() };
}
