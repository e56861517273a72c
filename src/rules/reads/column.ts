/** The number of a line as reads print it: blanks up to a width, the number, an arrow or a tab. */
const COLUMN = /^( *)(\d{1,9})(?:→|\t)/;

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
  const found = COLUMN.exec(line);
  if (!found) return undefined;
  const [whole, blanks, digits] = found;
  return {
    blanks: blanks.length,
    digits: digits.length,
    number: Number(digits),
    length: whole.length,
  };
}

/** What a line says behind its number, where it has one. */
export function withoutColumn(line: string): string {
  const column = columnOf(line);
  return column ? line.slice(column.length) : line;
}
