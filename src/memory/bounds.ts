import type { Database } from "../sqlite/database.ts";
import { dropOldest, isAnyOlder } from "./conversations.ts";

/** Conversations used within this time are never dropped to make room. Milliseconds. */
export const DAY = 24 * 60 * 60 * 1000;

/** What the tables and their indexes take, in bytes. Pages that became free are used again and don't count. */
export function bytesInUse(database: Database): number {
  const pages = pragma(database, "page_count") - pragma(database, "freelist_count");
  return pages * pragma(database, "page_size");
}

/** Whether the tables hold all that they may, and none of it has been unused for a day. */
export function isFull(database: Database, maxBytes: number, now: number): boolean {
  return isOver(database, maxBytes) && !isAnyOlder(database, now - DAY);
}

/** Drops one conversation where there is too little room: one, so that no request waits long. */
export function makeRoom(database: Database, maxBytes: number, now: number): boolean {
  return isOver(database, maxBytes) && dropOldest(database, now - DAY);
}

export function isOver(database: Database, maxBytes: number): boolean {
  return bytesInUse(database) >= maxBytes;
}

/** Gives what became free back to the disk, a little at a time: in between other processes get their turn. */
export function giveBack(database: Database): void {
  let free = pragma(database, "freelist_count");
  for (let before = Infinity; free > 0 && free < before;) {
    database.all("PRAGMA incremental_vacuum(1000)");
    before = free;
    free = pragma(database, "freelist_count");
  }
  database.all("PRAGMA wal_checkpoint(TRUNCATE)");
}

function pragma(database: Database, name: string): number {
  return Number(database.get(`PRAGMA ${name}`)?.[name]);
}
