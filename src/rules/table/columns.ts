import { columnsIn } from "./shifted.ts";

/** A table by its cells. Every row is as long as the head. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Heads of two words. */
const PAIRS =
  /\b(?:(?:Peer|Local|Foreign) (?=Address)|Mounted (?=on)|Used (?=by)|(?:CONTAINER|IMAGE) (?=ID)|NOMINATED (?=NODE)|READINESS (?=GATES)|LAST (?=SEEN)|UNIT (?=FILE)|VENDOR (?=PRESET)|VOLUME (?=NAME)|Program (?=name))/g;
/** Stands for the blank in them. */
const INNER = "\u00a0";

/** The positions of a column. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** A line by its characters: a string where each is one unit of it. */
type Characters = string | readonly string[];

/**
 * Reads lines in aligned columns, of which the first is the head: a column ends where all lines have a blank, and the
 * last one begins where its head does, for it may hold sentences. `undefined` where a line does not fit in.
 */
export function tableOf(lines: readonly string[]): Table | undefined {
  const heads = lines[0].replace(PAIRS, (pair) => pair.slice(0, -1) + INNER);
  const rows = [heads, ...lines.slice(1)].map(charactersOf);
  const ranges = joined(rangesOf(rows), rows[0]);
  const last = ranges.findLastIndex((range) => cellOf(rows[0], range) !== "");
  const columns: string[][] = [];
  for (const [i, { from, to }] of ranges.slice(0, last + 1).entries()) {
    const pieces = rows.map((row) => textOf(row, { from, to: i === last ? Infinity : to }));
    const found = columnsIn(pieces, i === last);
    if (found === undefined) return undefined;
    columns.push(...found);
  }
  const [head, ...cells] = rows.map((_, row) => columns.map((column) => column[row]));
  return { head: head.map((name) => name.replaceAll(INNER, " ")), rows: cells };
}

function charactersOf(line: string): Characters {
  return /[\ud800-\udfff]/.test(line) ? Array.from(line) : line;
}

/** What one blank parts are words of one column where nothing stands in the head. */
function joined(ranges: readonly Range[], heads: Characters): Range[] {
  const columns: Range[] = [];
  for (const range of ranges) {
    const left = columns.at(-1);
    const belongs = left?.to === range.from - 1 && cellOf(heads, range) === "";
    if (left === undefined || !belongs) columns.push(range);
    else columns[columns.length - 1] = { from: left.from, to: range.to };
  }
  return columns;
}

function rangesOf(rows: readonly Characters[]): Range[] {
  const length = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const filled = new Uint8Array(length + 1);
  for (const row of rows) {
    for (let i = 0; i < row.length; i++) if (row[i] !== " ") filled[i] = 1;
  }
  const ranges: Range[] = [];
  let from = 0;
  for (let i = 0; i <= length; i++) {
    if (filled[i] === 1) continue;
    if (i > from) ranges.push({ from, to: i });
    from = i + 1;
  }
  return ranges;
}

function cellOf(row: Characters, range: Range): string {
  return textOf(row, range).trim();
}

function textOf(row: Characters, { from, to }: Range): string {
  const cell = row.slice(from, to);
  return typeof cell === "string" ? cell : cell.join("");
}
