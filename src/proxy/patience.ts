import { LedgerBusy } from "../memory/ledger.ts";

/** Pauses between tries, in milliseconds: some five seconds in all, in which no other request waits. */
const PAUSES = [5, 10, 20, 40, 80, 150, 300, 600, 1200, 2500];

/**
 * Tries until the ledger can be read or written: an error is not a miss, and another process lets go of its lock in a
 * moment. `undefined` where it doesn't.
 */
export async function patiently<T>(attempt: () => T): Promise<{ readonly value: T } | undefined> {
  for (const pause of [0, ...PAUSES]) {
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    try {
      return { value: attempt() };
    } catch (error) {
      if (!(error instanceof LedgerBusy)) throw error;
    }
  }
  return undefined;
}
