import { statSync } from "node:fs";
import { join } from "node:path";
import { type Database, openDatabase } from "../sqlite/database.ts";
import { isFromOutside, openFile } from "../sqlite/file.ts";
import { bringTo } from "../sqlite/schema.ts";
import { ensureFolder } from "./disk.ts";
import { steps } from "./schema.ts";

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

/** How often it is looked for the file, in milliseconds. */
const LOOK_EVERY = 100;

/** What follows where nothing can be written. */
export const IN_MEMORY = "What is sent is remembered in memory only: " +
  "after a restart conversations cannot go on as they were";

/** Opens `ledger.db`. Where that can't be, the same tables in memory, with what is wrong as `problem`. */
export function openTables({ folder, enabled, version, patience = 0 }: Place): Opened {
  if (!enabled || folder === undefined) return inMemory(version, undefined);
  try {
    ensureFolder(folder);
    const opened = onDisk(join(folder, "ledger.db"), version);
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
  bringTo({ steps, version }, database);
  return { database, state: "memory", problem, isInPlace: () => true };
}

function onDisk(path: string, version: number): Opened {
  const { database, version: found } = openFile(path, { steps, version });
  if (found > version) {
    const problem = newerProblem(found, version);
    return { database, state: "newer", problem, isInPlace: () => true };
  }
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
