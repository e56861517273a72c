import type { SourceLine } from "./diagnostic.ts";
import type { Spot } from "./finding.ts";
import { marksOf } from "./miette_marks.ts";
import { isAligned, quoted, saidOf } from "./pieces.ts";

/** The code at a place, as the library miette draws it. */
export interface MietteFrame {
  readonly spots: readonly Spot[];
  /** The drawing itself, where it shows more than words would say. */
  readonly raw: string | undefined;
  /** The first line behind it. */
  readonly end: number;
}

const OPENING = /^ *(?:,-|╭─)\[(.+):(\d{1,7}):(\d{1,7})\]$/;
const CLOSING = /^ *(?:`-{3,}|╰─{3,})$/;
const CODE = /^ *(\d{1,7}) [|│](?: (.*))?$/;
const MARKS = /^ +[:·](?: (.*))?$/;
/** A bracket around many lines is drawn before the code, so wide. */
const BRACKET = 4;
const BRACKET_FROM = [",-> ", "╭─▶ "];
const BRACKET_TO = ["`-> ", "╰─▶ "];
const BRACKET_WITHIN = ["", "|", "│"];

interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** A line of code, and what is drawn below it. */
interface Row {
  readonly line: number;
  readonly text: string;
  readonly marks: readonly string[];
}

/** Reads the frame that begins at a line; `undefined` where none does. */
export function mietteFrame(lines: readonly string[], at: number): MietteFrame | undefined {
  const opening = OPENING.exec(lines[at] ?? "");
  if (opening === null) return undefined;
  let end = at + 1;
  while (end < lines.length && (CODE.test(lines[end]) || MARKS.test(lines[end]))) end++;
  if (!CLOSING.test(lines[end] ?? "")) return undefined;
  const [, path, line, column] = opening;
  const place = { path, line: Number(line), column: Number(column) };
  const drawing = lines.slice(at + 1, end);
  const rows = rowsOf(drawing);
  const spots = bracketed(rows, place) ?? marked(rows, place);
  if (spots !== undefined) return { spots, raw: undefined, end: end + 1 };
  const plain = { at: `${path}:${line}:${column}`, label: "", code: undefined, context: [] };
  return { spots: [plain], raw: drawing.join("\n"), end: end + 1 };
}

function rowsOf(drawing: readonly string[]): Row[] {
  const rows: { line: number; text: string; marks: string[] }[] = [];
  for (const drawn of drawing) {
    const code = CODE.exec(drawn);
    if (code !== null) rows.push({ line: Number(code[1]), text: code[2] ?? "", marks: [] });
    else rows.at(-1)?.marks.push(MARKS.exec(drawn)?.[1] ?? "");
  }
  return rows;
}

/** One piece of code over many lines. */
function bracketed(rows: readonly Row[], { path, line, column }: Place): Spot[] | undefined {
  const brackets = rows.map(({ text }) => text.slice(0, BRACKET));
  const from = brackets.findIndex((bracket) => BRACKET_FROM.includes(bracket));
  const to = brackets.findIndex((bracket) => BRACKET_TO.includes(bracket));
  const isSimple = brackets.every((bracket, i) =>
    i === from || i === to || BRACKET_WITHIN.includes(bracket.trimEnd())
  );
  if (from < 0 || to < from || !isSimple || rows[from].line !== line) return undefined;
  if (rows.some(({ marks }) => marks.length > 0)) return undefined;
  const lines = rows.map((row) => codeOf({ ...row, text: row.text.slice(BRACKET) }, path));
  return [{
    at: `${path}:${line}:${column} to line ${rows[to].line}`,
    label: "",
    code: lines[from],
    context: lines.filter((code, i) => i !== from && code.text !== ""),
  }];
}

/** Pieces of single lines, those of the place itself first. */
function marked(rows: readonly Row[], { path, line, column }: Place): Spot[] | undefined {
  const spots: Spot[] = [];
  for (const row of rows.filter(({ marks }) => marks.length > 0)) {
    const pieces = marksOf(row.marks);
    if (pieces === undefined || !isAligned(row.text, pieces)) return undefined;
    const code = codeOf(row, path);
    if (row.line !== line) {
      const label = pieces.map((piece) => quoted(piece, row.text)).join("; ");
      spots.push({ at: `${row.line}`, label, code, context: [] });
      continue;
    }
    const own = pieces.length === 1 ? pieces[0] : pieces.find(({ from }) => from + 1 === column);
    if (own === undefined) return undefined;
    spots.unshift({
      at: `${path}:${line}:${column}-${column + own.to - own.from}`,
      label: saidOf(own, pieces.filter((piece) => piece !== own), row.text),
      code,
      context: rows.filter(isContext).map((row) => codeOf(row, path)),
    });
  }
  return spots[0]?.at.startsWith(path) ? spots : undefined;
}

function isContext({ text, marks }: Row): boolean {
  return marks.length === 0 && text !== "";
}

function codeOf({ line, text }: Row, path: string): SourceLine {
  return { path, line, text: text.trim() };
}
