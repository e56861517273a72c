import { basename } from "node:path";
import {
  DatabaseSync,
  type SQLInputValue,
  type SQLOutputValue,
  type StatementSync,
} from "node:sqlite";

/** A database could not be asked just now: disk full, read error, another process. It says nothing about rows. */
export class DatabaseTrouble extends Error {
  override readonly name: string = "DatabaseTrouble";
}

/** Another process holds the database, and lets go of it in a moment: the one trouble that is worth waiting for. */
export class DatabaseBusy extends DatabaseTrouble {
  override readonly name = "DatabaseBusy";
}

/** One row of an answer, by column. */
export type Fields = { readonly [column: string]: SQLOutputValue };

/** SQLite with its statements kept prepared, and with errors that may pass told apart. */
export interface Database {
  all(sql: string, ...values: SQLInputValue[]): Fields[];
  get(sql: string, ...values: SQLInputValue[]): Fields | undefined;
  /** How many rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number;
  /** Does all of the work or none of it. The lock is taken first, so what it reads is what it writes on. */
  write<T>(work: () => T): T;
  /** Where another process holds the lock: how long to wait for it, in milliseconds. This whole process waits. */
  wait(milliseconds: number): void;
  close(): void;
}

export interface DatabaseOptions {
  /** As `wait` has it. */
  readonly patience: number;
  readonly readOnly?: boolean;
}

/** SQLITE_BUSY, LOCKED and PROTOCOL: https://sqlite.org/rescode.html */
const HELD: readonly number[] = [5, 6, 15];
/** SQLITE_NOMEM, READONLY, INTERRUPT, IOERR, FULL and CANTOPEN: they may pass too, but not for being waited for. */
const PASSING: readonly number[] = [7, 8, 9, 10, 13, 14];

export function openDatabase(
  path: string,
  { patience, readOnly = false }: DatabaseOptions,
): Database {
  const connection = new DatabaseSync(path, { readOnly });
  const statements = new Map<string, StatementSync>();
  const told = <T>(work: () => T) => toldOf(basename(path), work);

  function prepared(sql: string): StatementSync {
    const known = statements.get(sql) ?? connection.prepare(sql);
    statements.set(sql, known);
    return known;
  }

  function run(sql: string, ...values: SQLInputValue[]): number {
    return told(() => Number(prepared(sql).run(...values).changes));
  }

  function write<T>(work: () => T): T {
    run("BEGIN IMMEDIATE");
    try {
      const done = work();
      run("COMMIT");
      return done;
    } catch (error) {
      // After some errors SQLite has rolled back by itself.
      if (connection.isTransaction) run("ROLLBACK");
      throw error;
    }
  }

  function wait(milliseconds: number): void {
    told(() => connection.prepare(`PRAGMA busy_timeout = ${milliseconds}`).get());
  }

  wait(patience);
  told(() => prepared("PRAGMA foreign_keys = ON").get());
  return {
    all: (sql, ...values) => told(() => prepared(sql).all(...values)),
    get: (sql, ...values) => told(() => prepared(sql).get(...values)),
    run,
    write,
    wait,
    close: () => connection.close(),
  };
}

/** The number of an SQLite error, without its extension; `undefined` for what is none. */
export function errorCodeOf(error: unknown): number | undefined {
  const code = error instanceof Error && "errcode" in error ? error.errcode : undefined;
  return typeof code === "number" ? code & 0xff : undefined;
}

/** Whether SQLite itself failed; any other error is one of ours. */
export function isFromSqlite(error: unknown): error is Error {
  return error instanceof DatabaseTrouble || errorCodeOf(error) !== undefined;
}

/** `exec` would not do: in Deno its errors carry no number. */
function toldOf<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = errorCodeOf(error) ?? 0;
    const message = `${name}: ${(error as Error).message}`;
    if (HELD.includes(code)) throw new DatabaseBusy(message, { cause: error });
    if (PASSING.includes(code)) throw new DatabaseTrouble(message, { cause: error });
    throw error;
  }
}
