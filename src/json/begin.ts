import { CELL, type Opened, TapeWriter } from "./tape.ts";

/** A tape that is begun, and the end of the last value on it. */
export interface Begun {
  readonly tape: TapeWriter;
  readonly at: number;
}

const BRACE = 0x7b;

/**
 * Takes over from the cells of another body what stands in the first `same` bytes, which this body begins with too.
 * `undefined` where no value ends there.
 */
export function begunWith(cells: Int32Array, body: Uint8Array, same: number): Begun | undefined {
  const around: Opened[] = [];
  let depth = 0;
  let last = -1;
  // Inwards, from the body itself, through the containers that reach beyond what is the same.
  for (let index = 0; isBegun(cells, index, same);) {
    const opener = body[startOf(cells, index)];
    around.push({ index, opener });
    const step = opener === BRACE ? 1 : 0;
    const end = nextOf(cells, index);
    let value = index + 1 + step;
    for (; value < end && endOf(cells, value) < same; value = nextOf(cells, value) + step) {
      [last, depth] = [value, around.length];
    }
    if (value >= end) break;
    index = value;
  }
  if (last < 0) return undefined;
  const taken = cells.subarray(0, nextOf(cells, last) * CELL);
  return { tape: TapeWriter.begunWith(taken, around.slice(0, depth)), at: endOf(cells, last) };
}

/** A container that holds something and of which the first byte is the same. */
function isBegun(cells: Int32Array, index: number, same: number): boolean {
  return startOf(cells, index) < same && nextOf(cells, index) > index + 1;
}

function startOf(cells: Int32Array, index: number): number {
  return cells[index * CELL];
}

function endOf(cells: Int32Array, index: number): number {
  return cells[index * CELL + 1];
}

function nextOf(cells: Int32Array, index: number): number {
  return cells[index * CELL + 2];
}
