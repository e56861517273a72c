import type { Log } from "../config/log.ts";

/** Tells the user's log of what goes wrong with the ledger, once for each thing, and when it has passed. */
export class Notices {
  readonly #log: Log;
  #told: string | undefined;

  /** `told` at start already. */
  constructor(log: Log, told: string | undefined) {
    this.#log = log;
    this.#told = told;
  }

  tell(problem: string | undefined): void {
    if (problem === this.#told) return;
    this.#told = problem;
    if (problem === undefined) this.#log.info("The ledger can be written again");
    else this.#log.warn(problem);
  }
}
