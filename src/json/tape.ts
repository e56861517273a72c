/** How many numbers of the tape tell of one value: start, end, and the index after its last descendant. */
export const CELL = 3;

/** A container that is open while the tape is written: the index of its cell, and its opening character. */
export interface Opened {
  readonly index: number;
  readonly opener: number;
}

/** What a tape has room for at first; it grows by doubling. */
const ROOM = 256 * CELL;

/** Writes down where values sit, in order of their start, while a body is read. */
export class TapeWriter {
  #cells = new Int32Array(ROOM);
  #used = 0;
  /** The cell of the innermost open container; -1 where none is open. */
  #inner = -1;
  /** The opening character of the innermost open container; 0 where none is open. */
  opener = 0;

  /** Takes over the first cells of another tape; the containers among them that are named are open again. */
  static begunWith(cells: Int32Array, open: readonly Opened[]): TapeWriter {
    const tape = new TapeWriter();
    tape.#cells = new Int32Array(cells.length + ROOM);
    tape.#cells.set(cells);
    tape.#used = cells.length;
    for (const { index, opener } of open) tape.#open(index * CELL, opener);
    return tape;
  }

  /** A value that holds no others. */
  add(start: number, end: number): void {
    if (this.#used === this.#cells.length) this.#grow();
    const cell = this.#used;
    this.#used = cell + CELL;
    this.#cells[cell] = start;
    this.#cells[cell + 1] = end;
    this.#cells[cell + 2] = this.#used / CELL;
  }

  /** While it is open, a container's cell holds its opening character and the container around it: no stack is needed. */
  open(start: number, opener: number): void {
    const cell = this.#used;
    this.add(start, 0);
    this.#open(cell, opener);
  }

  /** Ends the innermost open container. */
  close(end: number): void {
    const cell = this.#inner;
    this.#inner = this.#cells[cell + 2];
    this.opener = this.#inner < 0 ? 0 : this.#cells[this.#inner + 1];
    this.#cells[cell + 1] = end;
    this.#cells[cell + 2] = this.#used / CELL;
  }

  /** All cells, once every container is closed. */
  cells(): Int32Array {
    return this.#cells.subarray(0, this.#used);
  }

  #open(cell: number, opener: number): void {
    this.#cells[cell + 1] = opener;
    this.#cells[cell + 2] = this.#inner;
    this.#inner = cell;
    this.opener = opener;
  }

  #grow(): void {
    const wider = new Int32Array(this.#cells.length * 2);
    wider.set(this.#cells);
    this.#cells = wider;
  }
}
