import { setTimeout } from "node:timers/promises";
import { DatabaseBusy, DatabaseTrouble } from "../sqlite/database.ts";

/** Pauses between tries, in milliseconds: some five seconds in all, in which no other request waits. */
const PAUSES: readonly number[] = [5, 10, 20, 40, 80, 150, 300, 600, 1200, 2500];

/** What the tables answered. */
export interface Asked<T> {
  readonly value: T;
}

/**
 * Waits for tables that another process holds: an error is not a miss, and others let go of a lock in a moment. Where
 * that took longer than all the pauses, each turn would stall as long as this one: it is tried once from then on, until
 * it works. What is no lock is not waited for at all.
 */
export class Patience {
  readonly #pauses: readonly number[];
  #isSpent = false;

  constructor(pauses: readonly number[] = PAUSES) {
    this.#pauses = pauses;
  }

  /** `undefined` where the tables can't be asked just now. */
  async through<T>(attempt: () => T): Promise<Asked<T> | undefined> {
    for (const pause of this.#pauses) {
      const tried = this.#try(attempt);
      if (!(tried instanceof DatabaseBusy) || this.#isSpent) return answerOf(tried);
      await setTimeout(pause);
    }
    const last = this.#try(attempt);
    this.#isSpent = last instanceof DatabaseBusy;
    return answerOf(last);
  }

  /** The same without waiting. */
  once<T>(attempt: () => T): Asked<T> | undefined {
    return answerOf(this.#try(attempt));
  }

  #try<T>(attempt: () => T): Asked<T> | DatabaseTrouble {
    try {
      const value = attempt();
      this.#isSpent = false;
      return { value };
    } catch (error) {
      if (error instanceof DatabaseTrouble) return error;
      throw error;
    }
  }
}

function answerOf<T>(tried: Asked<T> | DatabaseTrouble): Asked<T> | undefined {
  return tried instanceof DatabaseTrouble ? undefined : tried;
}
