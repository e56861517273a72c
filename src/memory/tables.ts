import { type Database, DatabaseTrouble, errorCodeOf, isFromSqlite } from "../sqlite/database.ts";
import { versionOf } from "../sqlite/schema.ts";
import { IN_MEMORY, newerProblem, openTables, type Place } from "./opening.ts";

/** The tables of the ledger, read and written only in ways that their state allows. */
export interface Tables {
  /**
   * `disk`: in `ledger.db`. `memory`: the same tables, lost at the end. `newer`: a newer squeezr has changed them, so
   * they are read as far as this one can, and never written.
   */
  readonly state: "disk" | "memory" | "newer";
  /** What is wrong with them, to be told to the user. */
  readonly problem: string | undefined;
  /** `nothing` is the answer of tables that only a newer squeezr can read. */
  read<T>(work: (database: Database) => T, nothing: T): T;
  /** One transaction, all or nothing. `undefined`: nothing was written, the tables are a newer squeezr's. */
  write<T>(work: (database: Database) => T): T | undefined;
  /** From now on to wait for other processes: nothing streams any more. */
  linger(): void;
  close(): void;
}

/** How long the end may take. In milliseconds. */
const PATIENCE_AT_END = 2000;

/** Somebody cleaned up: this process still has the tables, and nobody after it will. */
const REMOVED = `ledger.db was removed while it was in use. ${IN_MEMORY}`;

/** SQLITE_ERROR: a table or column that is not there, among others. */
const SQLITE_ERROR = 1;

export function createTables(place: Place): Tables {
  const opened = openTables(place);
  const { database } = opened;
  let { state, problem } = opened;

  /** Another process may bring the tables to a newer version at any time. */
  function isNewer(): boolean {
    if (state === "newer") return true;
    const found = versionOf(database);
    if (found <= place.version) return false;
    state = "newer";
    problem = newerProblem(found, place.version);
    database.get("PRAGMA query_only = 1");
    return true;
  }

  function read<T>(work: (database: Database) => T, nothing: T): T {
    try {
      return work(database);
    } catch (error) {
      if (errorCodeOf(error) === SQLITE_ERROR && isNewer()) return nothing;
      throw noted(error);
    }
  }

  function write<T>(work: (database: Database) => T): T | undefined {
    if (state === "newer") return undefined;
    if (!opened.isInPlace()) problem = REMOVED;
    try {
      return database.write(() => isNewer() ? undefined : work(database));
    } catch (error) {
      throw noted(error);
    }
  }

  function noted(error: unknown): unknown {
    const lasts = isFromSqlite(error) && !(error instanceof DatabaseTrouble);
    if (lasts) problem = `Cannot use the ledger any more: ${error.message}. ${IN_MEMORY}`;
    return error;
  }

  return {
    get state() {
      return state;
    },
    get problem() {
      return problem;
    },
    read,
    write,
    linger: () => database.wait(PATIENCE_AT_END),
    close: () => database.close(),
  };
}
