import { Cursor } from "./cursor.ts";
import { Row } from "./row.ts";
import { type Step, stepAt } from "./steps.ts";

/**
 * A terminal is at least this wide. Longer lines may take two rows of it, and then a move up lands elsewhere; a jump
 * to the right beyond it may be held up by the edge.
 */
const COLUMNS = 80;

/** Steps of work beyond reading, for each character of the input: padding, rows that are taken up again. */
const WORK = 8;

/** A tab moves over what stands there, a mark at the start of a run joins it: both leave something of the old row. */
const LEAVES_OLD = /\t|^[\p{M}\u200d]/u;

/**
 * What a terminal would show in the end, line ends as they came. `undefined` where that can't be told for certain:
 * unknown controls, positions that depend on the size of the window, writing over characters of unknown width, and
 * rows that mix an old text with a new one. Lines that hold a link stay as they came.
 */
export function shownBy(input: string): string | undefined {
  const screen = new Screen(input);
  for (let at = 0; at < input.length;) {
    const step = stepAt(input, at);
    if (!screen.follow(step, at)) return undefined;
    at = step.end;
  }
  return screen.content();
}

/** A screen without edges. Its methods say no to what would depend on the edges. */
class Screen {
  readonly #input: string;
  /** A row that is done is its text with its line end. */
  readonly #rows: (string | Row)[] = [new Row(0)];
  readonly #cursor = new Cursor();
  /** Where the carriage return is that belongs to a line end, if a line end comes now. */
  #returnedAt: number | undefined;
  #lastLong = -1;
  /** How many rows there were when the cursor last went to another one: they are not one piece of the input. */
  #rowsAtMove = 0;
  #work: number;
  #isStrange = false;
  #isRedrawn = false;

  constructor(input: string) {
    this.#input = input;
    this.#work = WORK * input.length;
  }

  follow(step: Step, at: number): boolean {
    if (step.kind === "nothing") return true;
    if (step.kind === "return") return this.#return(at);
    if (step.kind === "feed") return this.#feed(at);
    this.#returnedAt = undefined;
    switch (step.kind) {
      case "text":
        return this.#write(this.#input.slice(at, step.end), step.narrow);
      case "strange":
        this.#isStrange = true;
        return this.#write(this.#input.slice(at, step.end), false);
      case "back":
        return this.#toColumn(this.#cursor.column - 1);
      case "link":
        return this.#link();
      case "move":
        return this.#move(step.name, step.count ?? 0);
      case "unknown":
        return false;
    }
  }

  content(): string | undefined {
    if (this.#isStrange && this.#isRedrawn) return undefined;
    const lines: string[] = [];
    for (const row of this.#rows) {
      if (typeof row !== "string" && row.isMixed) return undefined;
      lines.push(typeof row === "string" ? row : this.#lineOf(row, this.#input.length));
    }
    return lines.join("");
  }

  /** A row with a link stays as it came. */
  #lineOf(row: Row, end: number): string {
    return (row.isLinked ? this.#input.slice(row.from, end) : row.toString()) + row.end;
  }

  #write(run: string, narrow: boolean): boolean {
    const row = this.#row();
    const { column } = this.#cursor;
    if (row === undefined || this.#cursor.isLostOn(row)) return false;
    if (column !== row.length) {
      if (row.isLinked || !this.#spend(column - row.length)) return false;
      if (column < row.length && LEAVES_OLD.test(run)) return false;
      this.#isRedrawn = true;
    }
    row.write(run, column, narrow);
    this.#cursor.pass(run.length, narrow);
    return true;
  }

  #return(at: number): boolean {
    this.#returnedAt ??= at;
    return this.#toStart();
  }

  #feed(at: number): boolean {
    if (!this.#leave()) return false;
    const { index } = this.#cursor;
    const row = this.#rows[index];
    if (typeof row !== "string") {
      row.end = this.#returnedAt === undefined ? "\n" : "\r\n";
      if (row.isSettled) this.#rows[index] = this.#lineOf(row, this.#returnedAt ?? at);
      else if (row.isLinked) return false;
    }
    this.#returnedAt = undefined;
    if (index + 1 === this.#rows.length) this.#rows.push(new Row(at + 1));
    this.#cursor.toRow(index + 1);
    this.#cursor.toStart();
    return true;
  }

  #link(): boolean {
    const row = this.#row();
    // It can stay as it came as long as it is one piece of the input.
    if (this.#cursor.index < this.#rowsAtMove) return false;
    if (row?.from === undefined || !row.isWhole || this.#cursor.column !== row.length) return false;
    row.isLinked = true;
    return true;
  }

  #move(name: string, count: number): boolean {
    const by = Math.max(1, count);
    const { index, column } = this.#cursor;
    switch (name) {
      case "A":
        return this.#toRow(index - by);
      case "B":
        return this.#toRow(index + by);
      case "C":
        return column + by < COLUMNS && this.#toColumn(column + by);
      case "D":
        return this.#toColumn(column - by);
      case "E":
        return this.#toRow(index + by) && this.#toStart();
      case "F":
        return this.#toRow(index - by) && this.#toStart();
      case "G":
        return by === 1 ? this.#toStart() : by <= COLUMNS && this.#toColumn(by - 1);
      case "J":
        return count === 0 && this.#eraseBelow();
      default:
        return this.#erase(count);
    }
  }

  #toStart(): boolean {
    this.#cursor.toStart();
    return true;
  }

  #toColumn(column: number): boolean {
    const row = this.#row();
    if (row === undefined || row.isOdd || !this.#cursor.isSure) return false;
    this.#cursor.toColumn(Math.max(0, column));
    return true;
  }

  #toRow(index: number): boolean {
    const { index: from } = this.#cursor;
    if (!this.#leave() || index < 0 || index >= this.#rows.length) return false;
    const row = this.#rows[from];
    if (typeof row !== "string" && row.isLinked) return false;
    if (this.#lastLong >= Math.min(index, from)) return false;
    this.#cursor.toRow(index);
    this.#rowsAtMove = this.#rows.length;
    this.#isRedrawn = true;
    return true;
  }

  /** A long line shifts the rows below it by one, or doesn't: nobody knows how wide the window was. */
  #leave(): boolean {
    const { index } = this.#cursor;
    const row = this.#rows[index];
    if (typeof row === "string" || row.reach <= COLUMNS) return true;
    this.#lastLong = Math.max(this.#lastLong, index);
    return index === this.#rows.length - 1;
  }

  #eraseBelow(): boolean {
    const row = this.#row();
    if (row === undefined || !this.#erase(0)) return false;
    this.#rows.length = this.#cursor.index + 1;
    row.end = "";
    return true;
  }

  /** Erases in the row: 0 from the cursor on, 1 up to the cursor, 2 all. */
  #erase(which: number): boolean {
    const row = this.#row();
    if (row === undefined || which > 2) return false;
    this.#isRedrawn ||= row.length > 0 && (which > 0 || this.#cursor.column < row.length);
    if (which === 0) return this.#eraseBehind(row);
    if (which === 1) return this.#eraseBefore(row);
    this.#cursor.loseRow(row);
    row.clear();
    return true;
  }

  #eraseBehind(row: Row): boolean {
    const { column, isStraight } = this.#cursor;
    if (this.#cursor.isLostOn(row)) return false;
    if (row.isLinked && column > 0 && column < row.length) return false;
    row.cut(column, isStraight);
    return true;
  }

  #eraseBefore(row: Row): boolean {
    const { column, isSure } = this.#cursor;
    if (row.isOdd || row.isLinked || !isSure) return false;
    if (column < row.length && !this.#spend(column)) return false;
    if (column < row.length) row.blank(column);
    else row.clear();
    return true;
  }

  #row(): Row | undefined {
    const { index } = this.#cursor;
    const row = this.#rows[index];
    if (typeof row !== "string") return row;
    if (row.includes("\x1b") || !this.#spend(row.length)) return undefined;
    return this.#rows[index] = Row.of(row);
  }

  /** Takes from the work that is left. */
  #spend(work: number): boolean {
    this.#work -= Math.max(0, work);
    return this.#work >= 0;
  }
}
