import { chmodSync, closeSync, existsSync, openSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Database, LedgerBusy, LedgerTrouble, openDatabase } from "./database.ts";
import { ensureFolder } from "./disk.ts";
import { bringTo, versionOf } from "./schema.ts";

/** Where the tables are, and whether they may be written. */
export interface Opened {
  readonly database: Database;
  readonly state: "disk" | "memory" | "newer";
  readonly problem: string | undefined;
  /** Whether the file that was opened still stands in its place: SQLite goes on with one that is removed. */
  isInPlace(): boolean;
}

export interface Place {
  /** `undefined`: nothing is to be kept on disk. */
  readonly folder: string | undefined;
  readonly enabled: boolean;
  /** The newest schema that may be written. */
  readonly version: number;
  /** As `LedgerOptions` has it. */
  readonly patience?: number;
}

/** At start nothing streams yet, and other processes that make the same tables can be waited for. Milliseconds. */
const PATIENCE_AT_START = 2000;
/** How often it is looked for the file, in milliseconds. */
const LOOK_EVERY = 100;
/** The write-ahead log is cut back to this many bytes when it has been written into the database. */
const WAL_BYTES = 8 << 20;

/** What follows where nothing can be written. */
export const IN_MEMORY = "What is sent is remembered in memory only: " +
  "after a restart conversations cannot go on as they were";

/** Opens `ledger.db`. Where that can't be, the same tables in memory, with what is wrong as `problem`. */
export function openTables({ folder, enabled, version, patience = 0 }: Place): Opened {
  if (!enabled || folder === undefined) return inMemory(version, undefined);
  try {
    const opened = onDisk(folder, version);
    opened.database.wait(patience);
    return opened;
  } catch (error) {
    if (!isFromOutside(error)) throw error;
    return inMemory(version, `Cannot keep the ledger in ${folder}: ${error.message}. ${IN_MEMORY}`);
  }
}

/** What to say where a newer squeezr has changed the tables. */
export function newerProblem(found: number, version: number): string {
  return `Cannot write the ledger: its tables are of version ${found}, this squeezr knows ${version}. ` +
    `What was sent goes up as it went, new results go up as they came: update this squeezr`;
}

function inMemory(version: number, problem: string | undefined): Opened {
  const database = openDatabase(":memory:", { patience: 0 });
  bringTo(version, database);
  return { database, state: "memory", problem, isInPlace: () => true };
}

function onDisk(folder: string, version: number): Opened {
  const path = join(folder, "ledger.db");
  ensureFolder(folder);
  keepPrivate(path);
  const reader = openDatabase(path, { patience: PATIENCE_AT_START, readOnly: true });
  const found = closedOnError(reader, versionOf);
  if (found > version) {
    const problem = newerProblem(found, version);
    return { database: reader, state: "newer", problem, isInPlace: () => true };
  }
  reader.close();
  const database = openDatabase(path, { patience: PATIENCE_AT_START });
  closedOnError(database, () => prepare(database, version));
  return { database, state: "disk", problem: undefined, isInPlace: lookoutFor(path) };
}

/** Looks now and then whether the file at this path is still the one that it was: to look takes as long as to write. */
function lookoutFor(path: string): () => boolean {
  const opened = inodeOf(path);
  let isInPlace = true;
  let looked = performance.now();
  return () => {
    if (performance.now() - looked >= LOOK_EVERY) {
      isInPlace = inodeOf(path) === opened;
      looked = performance.now();
    }
    return isInPlace;
  };
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}

/** The files that SQLite puts beside the database take over its permissions. */
function keepPrivate(path: string): void {
  closeSync(openSync(path, "a", 0o600));
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    if (existsSync(file)) chmodSync(file, 0o600);
  }
}

function prepare(database: Database, version: number): void {
  // Only a file without tables can take this over: without it, what was dropped never leaves the disk.
  database.get("PRAGMA auto_vacuum = INCREMENTAL");
  untilFree(() => database.get("PRAGMA journal_mode = WAL"));
  database.get("PRAGMA synchronous = NORMAL");
  database.get(`PRAGMA journal_size_limit = ${WAL_BYTES}`);
  untilFree(() => bringTo(version, database));
  checkWritable(database);
}

/** Changing to WAL does not wait for others as all else does. */
function untilFree(work: () => unknown): void {
  const deadline = performance.now() + PATIENCE_AT_START;
  for (;;) {
    try {
      work();
      return;
    } catch (error) {
      if (!(error instanceof LedgerBusy) || performance.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** SQLite opens a file that it may not write without a word. */
function checkWritable(database: Database): void {
  try {
    database.write(() => undefined);
  } catch (error) {
    if (!(error instanceof LedgerBusy)) throw error;
  }
}

/** Errors of the file system and of SQLite; the others are our own. */
function isFromOutside(error: unknown): error is Error {
  return error instanceof LedgerTrouble || (error instanceof Error && "code" in error);
}

function closedOnError<T>(database: Database, work: (database: Database) => T): T {
  try {
    return work(database);
  } catch (error) {
    database.close();
    throw error;
  }
}
