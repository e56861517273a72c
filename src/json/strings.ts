import type { Span, Value } from "./spans.ts";
import { CELL } from "./tape.ts";

/** A string of a body, and the key that it stands under; `undefined` in a list. Both with their quotes. */
export interface Placed extends Span {
  readonly key: Span | undefined;
}

const COLON = 0x3a;

/** The strings that stand at a place within `root`, in order. Keys are none. */
export function* stringsIn(root: Value, place: Span): Generator<Placed, void> {
  const { body, cells } = root.tape;
  const count = cells.length / CELL;
  let key: Span | undefined;
  for (let i = firstFrom(cells, place.start); i < count; i++) {
    const cell = { start: cells[i * CELL], end: cells[i * CELL + 1] };
    if (cell.start >= place.end) return;
    const isString = body[cell.start] === 0x22;
    const isKey = isString && body[gapEnd(body, cell.end)] === COLON;
    if (isString && !isKey) yield { ...cell, key };
    key = isKey ? cell : undefined;
  }
}

/** The index of the first value that begins at `start` or later. */
function firstFrom(cells: Int32Array, start: number): number {
  let low = 0;
  let high = cells.length / CELL;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cells[middle * CELL] < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A value is never followed by a colon, so what is, is a key. */
function gapEnd(body: Uint8Array, from: number): number {
  let at = from;
  while (body[at] <= 0x20) at++;
  return at;
}
