import assert from "node:assert/strict";
import { join } from "node:path";
import {
  type Database,
  DatabaseBusy,
  DatabaseTrouble,
  isFromSqlite,
  openDatabase,
} from "./database.ts";
import { inFolder } from "../memory/testing.ts";

const numbers = (database: Database) =>
  database.all("SELECT n FROM numbers ORDER BY n").map(({ n }) => n);

const isTroubleButFree = (error: unknown) =>
  error instanceof DatabaseTrouble && !(error instanceof DatabaseBusy);

function withNumbers(path: string): Database {
  const database = openDatabase(path, { patience: 10 });
  database.run("CREATE TABLE IF NOT EXISTS numbers (n INTEGER PRIMARY KEY, text TEXT)");
  return database;
}

Deno.test("write() does all of its work or none of it", () => {
  const database = withNumbers(":memory:");
  assert.equal(database.write(() => database.run("INSERT INTO numbers (n) VALUES (?)", 1)), 1);
  assert.throws(
    () =>
      database.write(() => {
        database.run("INSERT INTO numbers (n) VALUES (?)", 2);
        throw new Error("no");
      }),
    /no/,
  );
  assert.deepEqual(numbers(database), [1]);
});

Deno.test("a full disk is trouble that is not waited for, leaves no half of a transaction, and is still read", () => {
  const database = withNumbers(":memory:");
  database.get("PRAGMA max_page_count = 10");
  const insert = (n: number) =>
    database.run("INSERT INTO numbers (n, text) VALUES (?, ?)", n, "x".repeat(10_000));
  database.write(() => insert(1));
  const fill = () => {
    for (let n = 2; n < 20; n++) insert(n);
  };
  assert.throws(() => database.write(fill), isTroubleButFree);
  assert.deepEqual(numbers(database), [1]);
});

Deno.test(
  "a file that another process holds is busy, for readers too",
  inFolder((folder) => {
    const path = join(folder, "numbers.db");
    const [one, other] = [withNumbers(path), withNumbers(path)];
    one.run("BEGIN EXCLUSIVE");
    assert.throws(() => numbers(other), DatabaseBusy);
    assert.throws(() => other.write(() => 1), DatabaseBusy);
    one.run("ROLLBACK");
    assert.deepEqual(numbers(other), []);
    one.close();
    other.close();
  }),
);

Deno.test(
  "what may not be written is trouble that is not waited for: a disk may be mounted again",
  inFolder((folder) => {
    const path = join(folder, "numbers.db");
    withNumbers(path).close();
    const database = openDatabase(path, { patience: 10, readOnly: true });
    const insert = () => database.run("INSERT INTO numbers (n) VALUES (1)");
    assert.throws(insert, isTroubleButFree);
    database.close();
  }),
);

Deno.test("errors that last are no trouble that passes, and are told from our own", () => {
  const database = openDatabase(":memory:", { patience: 10 });
  for (const sql of ["SELECT * FROM nothing", "no SQL at all"]) {
    assert.throws(
      () => database.get(sql),
      (error) => isFromSqlite(error) && !(error instanceof DatabaseTrouble),
    );
  }
  assert.equal(isFromSqlite(new TypeError("ours")), false);
});
