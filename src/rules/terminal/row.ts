import { isNarrow } from "./narrow.ts";

const TAB_COLUMNS = 8;
const WORD = /[\p{L}\p{N}]/u;

export type LineEnd = "" | "\n" | "\r\n";

/** One row of the screen. Where all is narrow, the index of a UTF-16 unit is its column. */
export class Row {
  #text = "";
  /** In place of the text once something in it was written over. */
  #cells: string[] | undefined;
  /** Columns that wide characters and tabs may take beyond one each. */
  #extra = 0;
  #murky = false;
  #written = 0;
  /** Where in the input the row begins; `undefined` once it is no longer that part of the input. */
  from: number | undefined;
  /** Holds the target of a link, which no screen shows. */
  isLinked = false;
  /** Holds something that may not be one column wide. */
  isOdd = false;
  end: LineEnd = "";

  constructor(from: number | undefined) {
    this.from = from;
  }

  /** Takes up a row that was done. */
  static of(line: string): Row {
    const row = new Row(undefined);
    row.end = line.endsWith("\r\n") ? "\r\n" : line.endsWith("\n") ? "\n" : "";
    const text = line.slice(0, line.length - row.end.length);
    row.write(text, 0, isAllNarrow(text));
    return row;
  }

  get length(): number {
    return this.#cells?.length ?? this.#text.length;
  }

  /** The most columns that the row may take on a screen. */
  get reach(): number {
    return this.length + this.#extra;
  }

  /** Was the row only ever written on at its end? */
  get isWhole(): boolean {
    return this.#cells === undefined;
  }

  /** Is what stands in the row certain, and of one piece? */
  get isSettled(): boolean {
    return !this.#murky && this.#written >= this.length;
  }

  /**
   * Does the row show the rest of something longer that was written over? A bar's `]` is meant to stay, words aren't:
   * what a meter wrote over a text would pass for the text.
   */
  get isMixed(): boolean {
    return this.#murky || WORD.test(this.toString().slice(this.#written));
  }

  write(run: string, column: number, narrow: boolean): void {
    if (!narrow) this.#extra += extraOf(run);
    if (column === this.#text.length && this.#cells === undefined) this.#text += run;
    else {
      const cells = this.#take();
      if (column < cells.length && (this.isOdd || !narrow)) this.#murky = true;
      while (cells.length < column) cells.push(" ");
      for (let i = 0; i < run.length; i++) cells[column + i] = run[i];
    }
    this.isOdd ||= !narrow;
    this.#written = column + run.length;
  }

  /** Erases from the column on. `certain`: all that stands before it was written in one go from the row's start. */
  cut(column: number, certain: boolean): void {
    if (column === 0 && this.length > 0) return this.clear();
    if (this.#cells !== undefined) this.#cells.length = Math.min(this.#cells.length, column);
    else this.#text = this.#text.slice(0, column);
    this.#written = Math.min(this.#written, column);
    if (certain) this.#murky = false;
  }

  /** Erases up to the column, which goes as well. */
  blank(column: number): void {
    const cells = this.#take();
    cells.fill(" ", 0, column + 1);
  }

  clear(): void {
    this.#text = "";
    this.#cells = undefined;
    this.#extra = 0;
    this.#murky = false;
    this.#written = 0;
    this.from = undefined;
    this.isLinked = false;
    this.isOdd = false;
  }

  toString(): string {
    return this.#cells?.join("") ?? this.#text;
  }

  #take(): string[] {
    // Unit by unit: a lone surrogate is a cell like any other.
    this.#cells ??= this.#text.split("");
    return this.#cells;
  }
}

function isAllNarrow(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (!isNarrow(text.charCodeAt(i))) return false;
  }
  return true;
}

function extraOf(run: string): number {
  let extra = 0;
  for (let i = 0; i < run.length; i++) {
    if (run[i] === "\t") extra += TAB_COLUMNS - 1;
    else if (!isNarrow(run.charCodeAt(i))) extra++;
  }
  return extra;
}
