import { hashesOf, WINDOW, windowAt } from "../../text/line_hashes.ts";

/** Lines that are the same as lines before them. */
export interface Run {
  /** Index of its first line. */
  readonly at: number;
  readonly length: number;
  /** Index of the line from which on they stood before. */
  readonly source: number;
}

/** What a run must have, so that a reader gains by looking elsewhere. */
const LEAST_LINES = 4;
const LEAST_CHARACTERS = 120;
/** Earlier places of the same lines that are looked at. */
const MOST_PLACES = 16;

/** The runs of a text from its top on, the longest first found; no source lies in a run, so references never chain. */
export function runsIn(lines: readonly string[]): Run[] {
  const finder = new Finder(lines);
  const runs: Run[] = [];
  for (let at = 0; at < lines.length;) {
    const run = finder.runAt(at);
    if (run === undefined) finder.print(at++);
    else {
      runs.push(run);
      at += run.length;
    }
  }
  return runs;
}

/** Looks for earlier lines among those that are printed. */
class Finder {
  readonly #lines: readonly string[];
  readonly #hashes: Int32Array;
  readonly #printed: Uint8Array;
  /** For each window of printed lines the places where it begins, the first ones. */
  readonly #places = new Map<number, number[]>();

  constructor(lines: readonly string[]) {
    this.#lines = lines;
    this.#hashes = hashesOf(lines);
    this.#printed = new Uint8Array(lines.length);
  }

  /** The line stands where it is, and later ones may be the same. */
  print(at: number): void {
    this.#printed[at] = 1;
    const start = at - WINDOW + 1;
    if (start < 0 || isBlank(this.#lines[start])) return;
    for (let i = start; i < at; i++) if (this.#printed[i] === 0) return;
    const window = windowAt(this.#hashes, start);
    const places = this.#places.get(window);
    if (places === undefined) this.#places.set(window, [start]);
    else if (places.length < MOST_PLACES) places.push(start);
  }

  runAt(at: number): Run | undefined {
    if (at + LEAST_LINES > this.#lines.length || isBlank(this.#lines[at])) return undefined;
    let best: Run | undefined;
    for (const source of this.#places.get(windowAt(this.#hashes, at)) ?? []) {
      const length = this.#lengthOf(at, source);
      if (length > (best?.length ?? 0)) best = { at, length, source };
    }
    return best !== undefined && this.#isWorth(best) ? best : undefined;
  }

  /** How many lines are the same, blank ones at the end set apart. */
  #lengthOf(at: number, source: number): number {
    let length = 0;
    while (
      at + length < this.#lines.length && source + length < at &&
      this.#printed[source + length] === 1 &&
      this.#hashes[source + length] === this.#hashes[at + length] &&
      this.#lines[source + length] === this.#lines[at + length]
    ) length++;
    while (length > 0 && isBlank(this.#lines[at + length - 1])) length--;
    return length;
  }

  #isWorth({ at, length }: Run): boolean {
    if (length < LEAST_LINES) return false;
    let characters = 0;
    for (let i = at; i < at + length && characters < LEAST_CHARACTERS; i++) {
      characters += this.#lines[i].length;
    }
    return characters >= LEAST_CHARACTERS;
  }
}

function isBlank(line: string): boolean {
  return line.length < 200 && line.trim() === "";
}
