/** Steps that a rule may take for each character of its text. */
const STEPS_A_CHARACTER = 64;
/** A short text may take as many in any case. */
const LEAST = 100_000;

/** A rule took more steps than its text is worth: the block is kept. */
export class StepsSpent extends Error {
  override readonly name = "StepsSpent";
}

/** Counts the steps of a search that could, on some text, take longer than in proportion to its length. */
export class Steps {
  #left: number;

  constructor(text: string) {
    this.#left = Math.max(LEAST, text.length * STEPS_A_CHARACTER);
  }

  /** Throws `StepsSpent` when the steps are used up. */
  take(steps = 1): void {
    this.#left -= steps;
    if (this.#left < 0) throw new StepsSpent("more steps than the length of the text allows");
  }
}
