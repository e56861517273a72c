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
  readonly #rows: (string | Row)[];
  #index = 0;
  #column = 0;
  /** All that stands before the cursor was written in one go from the row's start. */
  #isStraight = true;
  /** The cursor stands right behind the last write. */
  #isBehind = false;
  /** The column is known: what stands before the cursor is narrow. */
  #isSure = true;
  /** Where the carriage return is that belongs to a line end, if a line end comes now. */
  #returnedAt: number | undefined;
  #lastLong = -1;
  #work: number;
  #isStrange = false;
  #isRedrawn = false;

  constructor(input: string) {
    this.#input = input;
    this.#rows = [new Row(0)];
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
        return this.#toColumn(this.#column - 1);
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
      if (typeof row === "string") lines.push(row);
      else if (row.isMixed) return undefined;
      else lines.push(this.#lineOf(row, this.#input.length));
    }
    return lines.join("");
  }

  #lineOf(row: Row, end: number): string {
    return (row.isLinked ? this.#input.slice(row.from, end) : row.toString()) + row.end;
  }

  #write(run: string, narrow: boolean): boolean {
    const row = this.#row();
    if (row === undefined || this.#isLostOn(row)) return false;
    if (this.#column !== row.length) {
      if (row.isLinked || !this.#spend(this.#column - row.length)) return false;
      if (this.#column < row.length && LEAVES_OLD.test(run)) return false;
      this.#isRedrawn = true;
    }
    row.write(run, this.#column, narrow);
    this.#column += run.length;
    this.#isSure &&= narrow;
    this.#isBehind = true;
    return true;
  }

  #return(at: number): boolean {
    this.#returnedAt ??= at;
    this.#start();
    return true;
  }

  #feed(at: number): boolean {
    if (!this.#leave()) return false;
    const row = this.#rows[this.#index];
    if (typeof row !== "string") {
      row.end = this.#returnedAt === undefined ? "\n" : "\r\n";
      if (row.isSettled) this.#rows[this.#index] = this.#lineOf(row, this.#returnedAt ?? at);
      else if (row.isLinked) return false;
    }
    this.#returnedAt = undefined;
    this.#index++;
    if (this.#index === this.#rows.length) this.#rows.push(new Row(at + 1));
    this.#start();
    return true;
  }

  /** A row with a link stays as it came, which it can as long as it is one piece of the input. */
  #link(): boolean {
    const row = this.#row();
    if (row?.from === undefined || !row.isWhole || this.#column !== row.length) return false;
    row.isLinked = true;
    return true;
  }

  #move(name: string, count: number): boolean {
    if (name === "J") return count === 0 && this.#eraseBelow();
    if (name === "K") return this.#erase(count);
    const by = Math.max(1, count);
    if (name === "C") return this.#toColumn(this.#column + by);
    if (name === "D") return this.#toColumn(this.#column - by);
    if (name === "G") return this.#toColumn(by - 1);
    const down = name === "B" || name === "E";
    if (!this.#toRow(this.#index + (down ? by : -by))) return false;
    if (name === "E" || name === "F") this.#start();
    return true;
  }

  #start(): void {
    this.#column = 0;
    this.#isStraight = true;
    this.#isBehind = false;
    this.#isSure = true;
  }

  #toColumn(column: number): boolean {
    if (column <= 0 && this.#isSure) {
      this.#start();
      return true;
    }
    const row = this.#row();
    if (row === undefined || row.isOdd || !this.#isSure) return false;
    if (column > this.#column && column >= COLUMNS) return false;
    this.#column = column;
    this.#isStraight = false;
    this.#isBehind = false;
    return true;
  }

  #toRow(index: number): boolean {
    if (!this.#leave() || index < 0 || index >= this.#rows.length) return false;
    const row = this.#rows[this.#index];
    if (typeof row !== "string" && row.isLinked) return false;
    if (this.#lastLong >= Math.min(index, this.#index)) return false;
    this.#index = index;
    this.#isStraight = this.#column === 0;
    this.#isBehind = false;
    this.#isRedrawn = true;
    return true;
  }

  /** A long line shifts the rows below it by one, or doesn't: nobody knows how wide the window was. */
  #leave(): boolean {
    const row = this.#rows[this.#index];
    if (typeof row === "string" || row.reach <= COLUMNS) return true;
    this.#lastLong = Math.max(this.#lastLong, this.#index);
    return this.#index === this.#rows.length - 1;
  }

  #eraseBelow(): boolean {
    if (!this.#erase(0)) return false;
    const row = this.#row();
    if (row === undefined) return false;
    this.#rows.length = this.#index + 1;
    row.end = "";
    return true;
  }

  #erase(which: number): boolean {
    const row = this.#row();
    if (row === undefined || which > 2) return false;
    this.#isRedrawn ||= row.length > 0 && (which > 0 || this.#column < row.length);
    if (which === 0) return this.#eraseBehind(row);
    if (which === 1) return this.#eraseBefore(row);
    this.#isSure &&= this.#column === 0 || !row.isOdd;
    this.#isStraight = this.#column === 0;
    this.#isBehind = false;
    row.clear();
    return true;
  }

  #eraseBehind(row: Row): boolean {
    if (this.#isLostOn(row)) return false;
    if (row.isLinked && this.#column > 0 && this.#column < row.length) return false;
    row.cut(this.#column, this.#isStraight);
    return true;
  }

  #eraseBefore(row: Row): boolean {
    if (row.isOdd || row.isLinked || !this.#isSure) return false;
    if (this.#column >= row.length) row.clear();
    else if (this.#spend(this.#column)) row.blank(this.#column);
    else return false;
    return true;
  }

  /** Is it unknown where in the row the cursor stands? */
  #isLostOn(row: Row): boolean {
    return !this.#isBehind && !this.#isStraight && (row.isOdd || !this.#isSure);
  }

  #row(): Row | undefined {
    const row = this.#rows[this.#index];
    if (typeof row !== "string") return row;
    if (row.includes("\x1b") || !this.#spend(row.length)) return undefined;
    return this.#rows[this.#index] = Row.of(row);
  }

  #spend(work: number): boolean {
    this.#work -= Math.max(0, work);
    return this.#work >= 0;
  }
}
