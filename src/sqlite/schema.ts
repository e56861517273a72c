import type { Database } from "./database.ts";

/** The tables of a database file, and how each version of them is reached. */
export interface Schema {
  /**
   * Statements: step n leads from version n to n + 1. A step that was released never changes: files of that version are
   * out there.
   */
  readonly steps: readonly (readonly string[])[];
  /** The newest version that may be written. */
  readonly version: number;
}

/** The version of the tables; 0 where there are none. */
export function versionOf(database: Database): number {
  return Number(database.get("PRAGMA user_version")?.user_version);
}

/** Brings the tables to a version, one process at a time. Those that are there already are left alone. */
export function bringTo({ steps, version }: Schema, database: Database): void {
  if (versionOf(database) >= version) return;
  database.write(() => {
    for (const sql of steps.slice(versionOf(database), version).flat()) database.run(sql);
    if (versionOf(database) < version) database.run(`PRAGMA user_version = ${version}`);
  });
}
