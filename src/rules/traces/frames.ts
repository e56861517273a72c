import { type Counted, countedOf, stepsBetween } from "./counted.ts";

/** `times` blocks of `period` lines each, equal but for numbers that count on. */
export interface Run {
  readonly period: number;
  readonly times: number;
}

/** `#12 0x55 in f`, `  12: f`, `#3 a.php(1): f()`: a frame with its number. */
const FRAME = /^ *(?:#\d{1,6} |\d{1,6}: )/;
/** Calls that call one another in turn: so many frames, and lines a frame, are looked at as one. */
const LONGEST_PERIOD = 6;
/** So many repetitions are shorter to say than to show. */
const LEAST = 4;

/** The frames of a stack trace among the lines of a text. */
export class Frames {
  readonly #lines: readonly string[];
  readonly #counted = new Map<number, Counted>();

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** The run that begins at a line, of the shortest period. */
  runAt(at: number): Run | undefined {
    if (!this.#isFrame(at)) return undefined;
    for (let period = 1; period <= LONGEST_PERIOD; period++) {
      const times = this.#timesOf(at, period);
      if (times >= LEAST) return { period, times };
    }
    return undefined;
  }

  /** How often the lines stand one after another, their numbers counting on by the same each time. */
  #timesOf(at: number, period: number): number {
    const first = this.#stepsTo(at + period, period);
    if (first === undefined) return 1;
    let times = 2;
    while (isSame(this.#stepsTo(at + times * period, period), first)) times++;
    return times;
  }

  /** By how much the numbers of a block differ from those of the one before. */
  #stepsTo(at: number, period: number): number[] | undefined {
    if (at + period > this.#lines.length || !this.#isFrame(at)) return undefined;
    const all: number[] = [];
    for (let i = at; i < at + period; i++) {
      const steps = stepsBetween(this.#countedAt(i - period), this.#countedAt(i));
      if (steps === undefined) return undefined;
      for (const step of steps) all.push(step);
    }
    return all;
  }

  #isFrame(at: number): boolean {
    return FRAME.test(this.#lines[at]);
  }

  #countedAt(at: number): Counted {
    const known = this.#counted.get(at) ?? countedOf(this.#lines[at]);
    this.#counted.set(at, known);
    return known;
  }
}

function isSame(steps: readonly number[] | undefined, others: readonly number[]): boolean {
  return steps !== undefined && steps.length === others.length &&
    steps.every((step, i) => step === others[i]);
}
