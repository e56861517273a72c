import { field, numberOf, type Value } from "../../../json/spans.ts";

/** Counted anew in each round; the prompt's own count stays the last round's. Times are in nanoseconds. */
const COUNTS = [
  "eval_count",
  "eval_duration",
  "prompt_eval_duration",
  "load_duration",
  "total_duration",
];

/** What all rounds took. */
export class Written {
  readonly #counts = new Map<string, number>();

  add(end: Value | undefined): void {
    for (const name of COUNTS) {
      this.#counts.set(name, (this.#counts.get(name) ?? 0) + (numberOf(field(end, name)) ?? 0));
    }
  }

  /** What to put where into the end of the last round. */
  placesIn(end: Value | undefined): [Value | undefined, string][] {
    return [...this.#counts].map(([name, count]) => [field(end, name), `${count}`]);
  }
}
