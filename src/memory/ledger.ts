import type { Claim } from "../conversation/owner.ts";
import type { Learned, Row } from "../plan/decision.ts";
import { DatabaseBusy, DatabaseTrouble, isFromSqlite } from "../sqlite/database.ts";
import type { Layouts } from "./layouts.ts";
import type { Owner } from "./owners.ts";
import type { BlockKey } from "./rows.ts";
import { SCHEMA_VERSION } from "./schema.ts";
import type { Patience } from "./patience.ts";
import type { Answered, Remembered } from "./remembered.ts";
import { TableLedger } from "./table_ledger.ts";
import type { Steps } from "./steps.ts";
import { createTables, type Tables } from "./tables.ts";
import type { Upkeep } from "./upkeep.ts";

export { DatabaseBusy, DatabaseTrouble };
export type { Summary } from "./conversations.ts";
export type { Answered, BlockKey, Owner, Remembered };

/**
 * What was sent, and whose conversation it was. Everything answers at once or throws: `DatabaseTrouble` where asking
 * again may help, since an error is not a miss; any other error where it will not.
 */
export interface Ledger extends Upkeep {
  readonly state: Tables["state"];
  /** What is wrong, to be told at start, by `doctor` and in the stats. */
  readonly problem: string | undefined;
  /** How long to wait for the tables: whoever holds their lock for writing, others read. */
  readonly patience: { readonly reading: Patience; readonly writing: Patience };
  /** Whose conversation a request belongs to; `undefined` where we did not serve what came before. */
  owner(claim: Claim): Owner | undefined;
  /** The same from memory alone, for when the tables can't be asked. */
  recallOwner(claim: Claim): Owner | undefined;
  /** The rows of these blocks, oldest first for each: the first that can be sent stands. */
  rows(key: string, wanted: readonly BlockKey[]): Row[];
  /** The same from memory alone. */
  recall(key: string, wanted: readonly BlockKey[]): Row[];
  /**
   * Writes down a request before it goes up, and gives back what the table says of its rows' blocks: that is to be
   * sent, since another request may have been first. Where another has meanwhile made the marks its own, nothing is
   * written, and the answer is whose conversation it is.
   */
  remember(request: Remembered): Row[] | Owner;
  /** Keeps rows that went up although they could not be written down. They are written as soon as that can be. */
  hold(key: string, rows: readonly Learned[]): void;
  /** Writes down what became known of an answer, before those bytes go down. */
  answered(answered: Answered): void;
  /** How answers were made in which calls of ours are hidden. */
  readonly layouts: Layouts;
  /** When old texts were replaced, and by what. */
  readonly steps: Steps;
  stats(): { readonly replayed: number; readonly entries: number; readonly bytes: number };
  close(): void;
}

export interface LedgerOptions {
  /** The state folder. `undefined`: nothing is kept on disk. */
  readonly folder: string | undefined;
  readonly enabled: boolean;
  /** How long a conversation that is not used is kept. */
  readonly days: number;
  readonly maxBytes: number;
  /** What may be held in memory in front of the tables. */
  readonly memoryBytes?: number;
  readonly now: () => number;
  /** How long each call itself waits for another process, and the whole of this one with it, in milliseconds. */
  readonly patience?: number;
  /** What `Ledger.patience` pauses in between tries, in milliseconds. */
  readonly pauses?: readonly number[];
  /** The newest schema that may be written. */
  readonly version?: number;
}

const MEMORY_BYTES = 32 << 20;
/** Tables that are in memory may take this much of it. */
const TABLES_IN_MEMORY = 256 << 20;

/** Opens the ledger of this state folder. It always opens: `state` and `problem` say how. */
export function openLedger(options: LedgerOptions): Ledger {
  const { days, memoryBytes = MEMORY_BYTES, pauses, version = SCHEMA_VERSION, now } = options;
  const tables = createTables({ ...options, version });
  const most = tables.state === "memory" ? TABLES_IN_MEMORY : Infinity;
  const maxBytes = Math.min(options.maxBytes, most);
  const ledger = new TableLedger(tables, { days, maxBytes, memoryBytes, pauses });
  try {
    ledger.prune({ now: now() });
  } catch (error) {
    // Held by somebody else, there is time; broken, the tables have noted it.
    if (!isFromSqlite(error)) throw error;
  }
  return ledger;
}
