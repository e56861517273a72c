import { closeSync, openSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { type Database, DatabaseBusy, openDatabase } from "../sqlite/database.ts";

/** Between two tries, in milliseconds: a holder writes one short file. */
const PAUSE = 20;
/** Some four seconds in all. */
const TRIES = 200;

/** Gives a lock back. */
export type Release = () => void;

/**
 * Takes the lock that stands in a file, against other processes and within this one, and waits for it; `undefined`
 * where somebody holds it for longer. SQLite's own lock on a database without tables: the system gives it back when its
 * holder dies, so that none is ever stale. Throws errors of the file system and of SQLite.
 */
export async function lockAt(path: string): Promise<Release | undefined> {
  for (let tried = 1; tried < TRIES; tried++) {
    const release = tryLock(path);
    if (release) return release;
    await setTimeout(PAUSE);
  }
  return tryLock(path);
}

function tryLock(path: string): Release | undefined {
  closeSync(openSync(path, "a", 0o600));
  const database = openDatabase(path, { patience: 0 });
  return isTaken(database) ? () => database.close() : undefined;
}

function isTaken(database: Database): boolean {
  try {
    database.run("BEGIN IMMEDIATE");
    return true;
  } catch (error) {
    database.close();
    if (!(error instanceof DatabaseBusy)) throw error;
    return false;
  }
}
