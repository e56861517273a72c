/** A row of the frames that `rustc`, `ruff` and others draw: ` 12 | code`, `    | ^^^^`. */
export interface Row {
  /** Of the line of code; `undefined` below it. */
  readonly line: number | undefined;
  /** `|`; in a remedy also `+`, `-`, `~`. */
  readonly sign: string;
  readonly text: string;
}

const NUMBERED = /^ *(\d{1,7}) ([|+~-])(?: (.*))?$/;
const BLANK = /^ +\|(?: (.*))?$/;
/** Lines that are left out. */
const DOTS = /^ *\.\.\.(?: +\|.*)?$/;

/** The rows from a line on, and the first line behind them. */
export function rowsFrom(lines: readonly string[], from: number): { rows: Row[]; end: number } {
  const rows: Row[] = [];
  let end = from;
  for (; end < lines.length; end++) {
    const row = rowOf(lines[end]);
    if (row === undefined && (rows.length === 0 || !DOTS.test(lines[end]))) break;
    if (row !== undefined) rows.push(row);
  }
  return { rows, end };
}

function rowOf(line: string): Row | undefined {
  const numbered = NUMBERED.exec(line);
  if (numbered !== null) {
    return { line: Number(numbered[1]), sign: numbered[2], text: numbered[3] ?? "" };
  }
  const blank = BLANK.exec(line);
  return blank === null ? undefined : { line: undefined, sign: "|", text: blank[1] ?? "" };
}
