import { chmodSync, closeSync, existsSync, openSync } from "node:fs";
import { type Database, DatabaseBusy, DatabaseTrouble, openDatabase } from "./database.ts";
import { bringTo, type Schema, versionOf } from "./schema.ts";

/** A database in a file. */
export interface DatabaseFile {
  readonly database: Database;
  /** The version of its tables. With a newer one than was asked for it can be read only. */
  readonly version: number;
}

/** How long others are waited for that make or change the same tables just now. In milliseconds. */
const PATIENCE = 2000;
/** The write-ahead log is cut back to this many bytes when it has been written into the database. */
const WAL_BYTES = 8 << 20;

/**
 * Opens a file that its owner alone can read, shared with other processes, in a folder that is there; makes it and its
 * tables where they are not. Throws what `isFromOutside` knows where that can't be.
 */
export function openFile(path: string, schema: Schema): DatabaseFile {
  keepPrivate(path);
  const database = openDatabase(path, { patience: PATIENCE });
  const version = closedOnError(database, versionOf);
  if (version > schema.version) {
    database.close();
    return { database: openDatabase(path, { patience: PATIENCE, readOnly: true }), version };
  }
  closedOnError(database, () => prepare(database, schema));
  return { database, version: schema.version };
}

/** Errors of the file system and of SQLite; the others are our own. */
export function isFromOutside(error: unknown): error is Error {
  return error instanceof DatabaseTrouble || (error instanceof Error && "code" in error);
}

/** The files that SQLite puts beside the database take over its permissions. */
function keepPrivate(path: string): void {
  closeSync(openSync(path, "a", 0o600));
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    if (existsSync(file)) chmodSync(file, 0o600);
  }
}

function prepare(database: Database, schema: Schema): void {
  // Only a file without tables can take this over: without it, what was dropped never leaves the disk.
  database.get("PRAGMA auto_vacuum = INCREMENTAL");
  untilFree(() => database.get("PRAGMA journal_mode = WAL"));
  database.get("PRAGMA synchronous = NORMAL");
  database.get(`PRAGMA journal_size_limit = ${WAL_BYTES}`);
  untilFree(() => bringTo(schema, database));
  checkWritable(database);
}

/** Changing to WAL does not wait for others as all else does. */
function untilFree(work: () => unknown): void {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    try {
      work();
      return;
    } catch (error) {
      if (!(error instanceof DatabaseBusy) || performance.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** SQLite opens a file that it may not write without a word. */
function checkWritable(database: Database): void {
  try {
    database.write(() => undefined);
  } catch (error) {
    if (!(error instanceof DatabaseBusy)) throw error;
  }
}

function closedOnError<T>(database: Database, work: (database: Database) => T): T {
  try {
    return work(database);
  } catch (error) {
    database.close();
    throw error;
  }
}
