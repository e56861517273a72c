import type { Table } from "./columns.ts";
import { type Keys, keysOf, type Layout } from "./keys.ts";

/** Stands for an empty cell. */
const EMPTY = "_";

/**
 * Prints a table without its padding. Where rows agree in some columns, these are said once: `root ?: 1 init; 2 kthreadd`
 * below `USER TTY: PID COMMAND`. `undefined` where it could not be read back.
 */
export function folded({ head, rows }: Table, layout: Layout): string[] | undefined {
  const hasStrangers = head.some((name, i) => name === "" && !rows.every((row) => isMark(row[i])));
  if (hasStrangers || !rows.every(canBeRead) || layout === "plain" && rows.some(hasGap)) {
    return undefined;
  }
  const isEmpty = head.map((_, i) => rows.every((row) => row[i] === ""));
  const full = (row: readonly string[]) => row.filter((_, i) => !isEmpty[i]);
  const table = { head: full(head), rows: rows.map(full) };
  const unsaid = head.filter((_, i) => isEmpty[i]);
  return [
    ...(unsaid.length > 0 ? [`[empty columns: ${unsaid.join(", ")}]`] : []),
    ...linesOf(table, keysOf(table, layout)),
  ];
}

/** Two blanks end a cell of several words, so that none may hold them but the last. */
function canBeRead(row: readonly string[]): boolean {
  return !row.includes(EMPTY) && row.slice(0, -1).every((cell) => !cell.includes("  "));
}

/** `●` stands in columns without a name; words there are of another line. */
function isMark(cell: string): boolean {
  return cell.length <= 1 && !/\w/.test(cell);
}

/** Is a cell empty before one that is not? */
function hasGap(row: readonly string[]): boolean {
  return row.slice(0, row.findLastIndex((cell) => cell !== "")).includes("");
}

/** A row in its two parts. */
interface Told {
  readonly key: string;
  readonly rest: string;
}

function linesOf({ head, rows }: Table, { isKey, gathers }: Keys): string[] {
  const columns = head.map((_, i) => i);
  const keys = columns.filter((i) => isKey[i]);
  const others = columns.filter((i) => !isKey[i]);
  const ends = columns.map((i) => rows.some((row) => row[i].includes(" ")) ? "  " : " ");
  const headEnds = head.some((name) => name.includes(" ")) ? columns.map(() => "  ") : ends;
  const told = rows.map((row) => {
    const full = others.slice(0, 1 + others.findLastIndex((i) => row[i] !== ""));
    return { key: joined(row, keys, ends), rest: joined(row, full, ends) || EMPTY };
  });
  const first = lineOf({ key: joined(head, keys, headEnds), rest: joined(head, others, headEnds) });
  if (keys.length === 0) return [first, ...told.map(lineOf)];
  const gathered = !gathers ? told : [...Map.groupBy(told, ({ key }) => key).values()].flat();
  return [first, ...withKeysOnce(gathered)];
}

/** Rows of one key on one line, apart from those that hold what would part them. */
function withKeysOnce(rows: readonly Told[]): string[] {
  const lines: string[] = [];
  let above: Told | undefined;
  for (const row of rows) {
    const joins = above?.key === row.key && !above.rest.includes(";") && !row.rest.includes(";");
    if (joins) lines[lines.length - 1] += `; ${row.rest}`;
    else lines.push(lineOf(row));
    above = row;
  }
  return lines;
}

function lineOf({ key, rest }: Told): string {
  return key === "" ? rest : `${key}: ${rest}`;
}

/** The cells in those columns. Where a cell may hold blanks, two end it. */
function joined(
  row: readonly string[],
  columns: readonly number[],
  ends: readonly string[],
): string {
  return columns.map((column, i) =>
    (row[column] || EMPTY) + (i < columns.length - 1 ? ends[column] : "")
  ).join("");
}
