import { WINDOW, windowAt } from "../text/line_hashes.ts";
import type { Lines, Rows } from "./lines.ts";
import type { Standing } from "./standing.ts";

/** Lines of a text that stand elsewhere in the request. */
export interface Overlap {
  /** Index of the first of them. */
  readonly at: number;
  readonly length: number;
  readonly standing: Standing;
  /** Index of the first of them there. */
  readonly from: number;
}

/** Where the same lines stand. */
interface Place {
  readonly standing: Standing;
  readonly from: number;
}

/** How many lines it takes at least for a run to be pointed at; numbers of 0 are not known. */
export type LeastFor = (standing: Standing, number: number, numberThere: number) => number;

const LAST_BITS = 0xffff;

/** Places of the same lines that are looked at: the latest. */
const MOST_PLACES = 60;

/** What a text has in common with those that stand before it, from its top on; the runs do not overlap. */
export function overlapsIn(
  own: Rows,
  standings: readonly Standing[],
  leastFor: LeastFor,
): Overlap[] {
  const places = placesOf(own, standings);
  const overlaps: Overlap[] = [];
  for (let at = 0; at + WINDOW <= own.rows.length;) {
    const best = isBlank(own.contents[at])
      ? undefined
      : bestOf(own, at, places.get(windowAt(own.hashes, at)) ?? [], leastFor);
    if (best === undefined) at++;
    else {
      overlaps.push(best);
      at += best.length;
    }
  }
  return overlaps;
}

function placesOf(own: Lines, standings: readonly Standing[]): Map<number, Place[]> {
  const places = new Map<number, Place[]>();
  // Most windows are nowhere in the text, which a table of the last bits of those that are tells the fastest.
  const bits = new Uint8Array(LAST_BITS + 1);
  for (let at = 0; at + WINDOW <= own.hashes.length; at++) {
    const window = windowAt(own.hashes, at);
    places.set(window, []);
    bits[window & LAST_BITS] = 1;
  }
  for (const standing of standings) {
    const { hashes } = standing.lines;
    for (let from = 0; from + WINDOW <= hashes.length; from++) {
      const window = windowAt(hashes, from);
      if (bits[window & LAST_BITS] === 0) continue;
      const found = places.get(window);
      if (found !== undefined && found.length < MOST_PLACES) found.push({ standing, from });
    }
  }
  return places;
}

function bestOf(
  own: Rows,
  at: number,
  places: readonly Place[],
  leastFor: LeastFor,
): Overlap | undefined {
  let best: Overlap | undefined;
  for (const { standing, from } of places) {
    const length = lengthOf(own, at, standing.lines, from);
    const least = leastFor(standing, own.numbers[at], standing.lines.numbers[from]);
    if (length < least) continue;
    const found = { at, length, standing, from };
    if (best === undefined || isBetter(own, found, best)) best = found;
  }
  return best;
}

/** The same lines of the same file before others, then the longer run; places come the latest first. */
function isBetter(own: Lines, one: Overlap, other: Overlap): boolean {
  const [isSame, wasSame] = [isAtSameNumber(own, one), isAtSameNumber(own, other)];
  return isSame === wasSame ? one.length > other.length : isSame;
}

export function isAtSameNumber(own: Lines, { at, standing, from }: Overlap): boolean {
  return own.numbers[at] > 0 && own.numbers[at] === standing.lines.numbers[from];
}

/** How many lines are the same; where both are numbered, the numbers stay as far apart. */
function lengthOf(own: Lines, at: number, there: Lines, from: number): number {
  const shift = shiftAt(own, at, there, from);
  let length = 0;
  while (
    at + length < own.hashes.length && from + length < there.hashes.length &&
    own.hashes[at + length] === there.hashes[from + length] &&
    shiftAt(own, at + length, there, from + length) === shift
  ) length++;
  return length;
}

/** `NaN`-free: where one of them has no number, that is a distance of its own. */
function shiftAt(own: Lines, at: number, there: Lines, from: number): number {
  const [number, numberThere] = [own.numbers[at], there.numbers[from]];
  if (number === 0) return numberThere === 0 ? Infinity : -Infinity;
  return numberThere === 0 ? Infinity : number - numberThere;
}

function isBlank(line: string): boolean {
  return line.length < 200 && line.trim() === "";
}
