import { existsSync } from "node:fs";
import { homeOf, placesOf } from "../../config/home.ts";
import { DAY } from "../../memory/bounds.ts";
import {
  DatabaseBusy,
  DatabaseTrouble,
  type Ledger,
  openLedger,
  type Summary,
} from "../../memory/ledger.ts";
import { Failure } from "./failure.ts";
import type { Io } from "./io.ts";

export { DAY };

/** Bounds that drop nothing: looking must not, and what the settings say may be wrong just now. */
const UNBOUND = { days: 1_000_000, maxBytes: Number.MAX_SAFE_INTEGER };

/** For proxies that write just now. In milliseconds. */
const PATIENCE = 2000;

/** Looks into the ledger on disk; `nothing` where there is none, so that looking makes none. */
export function withLedger<T>(io: Io, nothing: T, work: (ledger: Ledger) => T): T {
  const home = homeOf(io.env, io.cwd);
  if (home === undefined || !existsSync(placesOf(home).ledger)) return nothing;
  // Turned off or not, what stands on disk can be shown and cleared.
  const ledger = openLedger({
    folder: home,
    enabled: true,
    ...UNBOUND,
    now: io.now,
    patience: PATIENCE,
  });
  try {
    if (ledger.state !== "disk" && ledger.problem !== undefined) throw new Failure(ledger.problem);
    return work(ledger);
  } catch (error) {
    if (error instanceof DatabaseBusy) {
      throw new Failure("the ledger is held by another process: try again in a moment");
    }
    throw error instanceof DatabaseTrouble ? new Failure(error.message) : error;
  } finally {
    ledger.close();
  }
}

/** The conversations that can't go on without the proxy. A ledger that can't be read must not keep it running. */
export function boundHere(io: Io): readonly Summary[] {
  try {
    return withLedger(io, [], (ledger) => ledger.signedSince(io.now() - DAY));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    io.err(`Which conversations can't go on without the proxy is not known: ${error.message}\n`);
    return [];
  }
}
