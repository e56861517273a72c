/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export type Random = () => number;

/** A row of random numbers that a seed names. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** One of a list. */
export function oneOf<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)];
}

/** Cuts something that can be sliced into random pieces of 1 to `largest`. */
export function piecesOf<T extends { length: number; slice(from: number, to: number): T }>(
  whole: T,
  largest: number,
  random: Random,
): T[] {
  const pieces: T[] = [];
  for (let at = 0; at < whole.length;) {
    const size = between(random, 1, largest);
    pieces.push(whole.slice(at, at + size));
    at += size;
  }
  return pieces;
}
