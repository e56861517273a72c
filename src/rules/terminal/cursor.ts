import type { Row } from "./row.ts";

/** Where the next character goes, and how well that is known. */
export class Cursor {
  index = 0;
  #column = 0;
  /** All that stands before it was written in one go from the row's start. */
  #isStraight = true;
  /** It stands right behind the last write. */
  #isBehind = false;
  /** The column is known: what stands before it is narrow. */
  #isSure = true;

  get column(): number {
    return this.#column;
  }

  get isStraight(): boolean {
    return this.#isStraight;
  }

  get isSure(): boolean {
    return this.#isSure;
  }

  toStart(): void {
    this.#jump(0);
    this.#isSure = true;
  }

  toColumn(column: number): void {
    this.#jump(column);
  }

  toRow(index: number): void {
    this.index = index;
    this.#jump(this.#column);
  }

  /** Moves behind what was written. */
  pass(units: number, narrow: boolean): void {
    this.#column += units;
    this.#isSure &&= narrow;
    this.#isBehind = true;
  }

  /** Stays in its column while the row before it goes away. */
  loseRow(row: Row): void {
    this.#isSure &&= this.#column === 0 || !row.isOdd;
    this.#jump(this.#column);
  }

  /** Is it unknown which cell of the row it stands on? */
  isLostOn(row: Row): boolean {
    return !this.#isBehind && !this.#isStraight && (row.isOdd || !this.#isSure);
  }

  #jump(column: number): void {
    this.#column = column;
    this.#isStraight = column === 0;
    this.#isBehind = false;
  }
}
