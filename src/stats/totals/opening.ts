import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Database, openDatabase } from "../../sqlite/database.ts";
import { isFromOutside, openFile } from "../../sqlite/file.ts";
import { bringTo, versionOf } from "../../sqlite/schema.ts";
import { type AllTime, allTimeIn } from "./all_time.ts";
import { steps } from "./schema.ts";

/** The tables of the totals, and what is wrong with them where they are not those on disk. */
export interface OpenedTotals {
  readonly database: Database;
  readonly problem: string | undefined;
}

const FILE = "stats.db";
const VERSION = steps.length;
const NEWER = `${FILE} is of a newer squeezr: update this one`;
/** For proxies that write just now, in milliseconds. */
const PATIENCE = 2000;

/** Opens the totals of a state folder. Where that can't be, the same tables in memory. */
export function openedIn(folder: string | undefined): OpenedTotals {
  if (folder === undefined) return inMemory(undefined);
  try {
    const { database, version } = openFile(join(folder, FILE), { steps, version: VERSION });
    // A request that streams must not wait for what is only counted.
    database.wait(0);
    if (version <= VERSION) return { database, problem: undefined };
    database.close();
    return inMemory(problemOf(new Error(NEWER)));
  } catch (error) {
    if (!isFromOutside(error)) throw error;
    return inMemory(problemOf(error));
  }
}

/** The totals on disk can't be read. The message says why. */
export class UnreadableTotals extends Error {
  override readonly name = "UnreadableTotals";
}

/**
 * Looks into the totals on disk; `undefined` where there are none, so that looking makes none. Throws
 * `UnreadableTotals`.
 */
export function readTotals(folder: string): AllTime | undefined {
  const path = join(folder, FILE);
  if (!existsSync(path)) return undefined;
  try {
    return totalsAt(path);
  } catch (error) {
    if (!isFromOutside(error)) throw error;
    throw new UnreadableTotals(`can't read ${path}: ${error.message}`);
  }
}

function totalsAt(path: string): AllTime | undefined {
  const database = openDatabase(path, { patience: PATIENCE, readOnly: true });
  try {
    const version = versionOf(database);
    if (version > VERSION) throw new UnreadableTotals(NEWER);
    return version === 0 ? undefined : allTimeIn(database);
  } finally {
    database.close();
  }
}

/** What is told to the user, and what follows. */
export function problemOf(error: Error): string {
  return `Cannot keep totals: ${error.message}. They hold for this run only`;
}

function inMemory(problem: string | undefined): OpenedTotals {
  const database = openDatabase(":memory:", { patience: 0 });
  bringTo({ steps, version: VERSION }, database);
  return { database, problem };
}
