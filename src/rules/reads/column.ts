/** Numbers in one of these are as long as reads print them at most. */
const MOST_DIGITS = 9;

const SPACE = 0x20;
const ZERO = 0x30;
const NINE = 0x39;
const TAB = 0x09;
const ARROW = "→".charCodeAt(0);

/** A line's number column. */
export interface Column {
  /** Blanks before the number. */
  readonly blanks: number;
  readonly digits: number;
  readonly number: number;
  /** Characters of the whole column. */
  readonly length: number;
}

/** The number column of a line that a read printed, where it has one: `     7→x`, `7<tab>x`. */
export function columnOf(line: string): Column | undefined {
  let at = 0;
  while (line.charCodeAt(at) === SPACE) at++;
  const blanks = at;
  let number = 0;
  for (let code = line.charCodeAt(at); isDigit(code); code = line.charCodeAt(++at)) {
    number = number * 10 + code - ZERO;
  }
  const digits = at - blanks;
  const mark = line.charCodeAt(at);
  if (digits === 0 || digits > MOST_DIGITS || mark !== TAB && mark !== ARROW) return undefined;
  return { blanks, digits, number, length: at + 1 };
}

/** What a line says behind its number, where it has one. */
export function withoutColumn(line: string): string {
  const column = columnOf(line);
  return column ? line.slice(column.length) : line;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}
