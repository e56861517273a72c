import { type Database, DatabaseTrouble, isFromSqlite } from "../sqlite/database.ts";
import { bytesInUse, DAY, giveBack, isFull, isOver, makeRoom } from "./bounds.ts";
import { countRows, dropOldest, selectSummaries, type Summary } from "./conversations.ts";
import type { Tables } from "./tables.ts";

/** Before which use a conversation goes, and how much may stay; what is not said is as configured. */
export interface Pruning {
  readonly before?: number;
  readonly maxBytes?: number;
  readonly now: number;
}

/** The care for what is kept: how much, for how long, and what there is. */
export interface Upkeep {
  /** Results that are new go up as they came: there is no room and nothing to drop, or the tables can be read only. */
  full(): boolean;
  /** The latest used first. */
  conversations(): Summary[];
  /** Those used since `time` that can't go on without the ledger: signed thinking stands over what was shortened. */
  signedSince(time: number): Summary[];
  /** Drops those not used for too long, then what there is no room for. How many conversations that was. */
  prune(pruning: Pruning): number;
  /** Drops everything, and says how many conversations that was. */
  clear(): number;
}

/** What the upkeep offers to the ledger itself. */
export interface Keeper extends Upkeep {
  /** To be called in each transaction that adds something. */
  settle(database: Database, now: number): void;
  size(): { readonly entries: number; readonly bytes: number };
}

export interface KeeperOptions {
  readonly tables: Tables;
  readonly days: number;
  readonly maxBytes: number;
  /** Called when conversations were dropped: memory must not know them any longer. */
  readonly forget: () => void;
}

export function createKeeper({ tables, days, maxBytes, forget }: KeeperOptions): Keeper {
  let isFullNow = false;
  let counted = { entries: 0, bytes: 0 };

  function full(): boolean {
    return isFullNow || tables.state === "newer";
  }

  function settle(database: Database, now: number): void {
    isFullNow = isOver(database, maxBytes);
    if (!isFullNow) return;
    if (makeRoom(database, maxBytes, now)) forget();
    isFullNow = isFull(database, maxBytes, now);
  }

  function prune({ now, before = now - Math.max(days, 1) * DAY, ...over }: Pruning): number {
    const most = over.maxBytes ?? maxBytes;
    const dropped = drop((database) =>
      dropOldest(database, before) || makeRoom(database, most, now)
    );
    isFullNow = tables.read((database) => isFull(database, maxBytes, now), false);
    return dropped;
  }

  function clear(): number {
    isFullNow = false;
    return drop((database) => dropOldest(database, Infinity));
  }

  /** One conversation a transaction, so that other processes get their turn in between. */
  function drop(dropOne: (database: Database) => boolean): number {
    let dropped = 0;
    while (tables.write(dropOne)) dropped++;
    if (dropped === 0) return 0;
    forget();
    shrink();
    return dropped;
  }

  function shrink(): void {
    try {
      tables.read(giveBack, undefined);
    } catch (error) {
      // Somebody else is at it, or the disk is: the room will be used again.
      if (!(error instanceof DatabaseTrouble)) throw error;
    }
  }

  function conversations(): Summary[] {
    return tables.read(selectSummaries, []);
  }

  function signedSince(time: number): Summary[] {
    return conversations().filter(({ signed, used, rows, steps }) =>
      signed && used >= time && rows.squeeze + rows.refer + steps > 0
    );
  }

  function size(): { entries: number; bytes: number } {
    try {
      counted = tables.read(sizeOf, counted);
    } catch (error) {
      // Numbers that are a little old serve as well.
      if (!isFromSqlite(error)) throw error;
    }
    return counted;
  }

  return { full, conversations, signedSince, prune, clear, settle, size };
}

function sizeOf(database: Database): { entries: number; bytes: number } {
  return { entries: countRows(database), bytes: bytesInUse(database) };
}
