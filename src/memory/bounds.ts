import { dropOldest, isAnyOlder } from "./conversations.ts";
import type { Database } from "./database.ts";

/** Conversations used within this time are never dropped to make room. Milliseconds. */
export const DAY = 24 * 60 * 60 * 1000;

/** What the tables and their indexes take, in bytes. Pages that became free are used again and don't count. */
export function bytesInUse(database: Database): number {
  const read = (name: string) => Number(database.get(`PRAGMA ${name}`)?.[name]);
  return (read("page_count") - read("freelist_count")) * read("page_size");
}

/** Whether the tables hold all that they may, and none of it has been unused for a day. */
export function isFull(database: Database, maxBytes: number, now: number): boolean {
  return bytesInUse(database) >= maxBytes && !isAnyOlder(database, now - DAY);
}

/** Drops one conversation where there is too little room: one, so that no request waits long. */
export function makeRoom(database: Database, maxBytes: number, now: number): boolean {
  return bytesInUse(database) >= maxBytes && dropOldest(database, now - DAY);
}

/** Gives what became free back to the disk. */
export function giveBack(database: Database): void {
  database.all("PRAGMA incremental_vacuum");
  database.all("PRAGMA wal_checkpoint(TRUNCATE)");
}
