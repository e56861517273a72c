import type { Learned } from "../plan/decision.ts";
import type { Database } from "../sqlite/database.ts";
import { copyOf } from "./copy.ts";
import { createLru } from "./lru.ts";
import {
  type Answered,
  type Remembered,
  writeAnswered,
  writeLate,
  writeRemembered,
} from "./remembered.ts";
import { bytesOfRow } from "./rows.ts";

/** What should have been written and could not be. It is written before whatever is written next. */
export interface Owed {
  readonly size: number;
  /** Whose request it was; what was decided for it is owed only when it went up. */
  addRequest(request: Remembered): void;
  addAnswer(answered: Answered): void;
  addRows(key: string, rows: readonly Learned[]): void;
  writeTo(database: Database): void;
  clear(): void;
}

interface Debt {
  readonly bytes: number;
  readonly write: (database: Database) => unknown;
}

/** What a debt takes beside its rows, and what a mark takes, about. */
const DEBT_OVERHEAD = 500;
const BYTES_A_MARK = 16;

/** Bounded to about `maxBytes`: after long trouble the oldest debts are forgiven. */
export function createOwed(maxBytes: number): Owed {
  const debts = createLru<string, Debt>({ maxWeight: maxBytes, weigh: (debt) => debt.bytes });
  let count = 0;

  function add(name: string, bytes: number, write: (database: Database) => unknown): void {
    debts.set(name, { bytes: DEBT_OVERHEAD + bytes, write });
  }

  function addRequest(request: Remembered): void {
    const name = `${request.key} ${request.chain}`;
    // Tried again and again, it stays where it was: before what was answered to it.
    if (debts.has(name)) return;
    const { client, model } = request;
    const bare = { ...request, client: copyOf(client), model: copyOf(model), rows: [] };
    const { marks } = bare;
    add(name, marks.length * BYTES_A_MARK, (database) => writeRemembered(database, bare, marks));
  }

  function addAnswer(answered: Answered): void {
    const { key, chain, whole, marks } = answered;
    const name = [key, chain, whole, ...marks.map((mark) => mark.digest)].join(" ");
    add(name, marks.length * BYTES_A_MARK, (database) => writeAnswered(database, answered));
  }

  function addRows(key: string, rows: readonly Learned[]): void {
    const bytes = rows.reduce((sum, row) => sum + bytesOfRow(row), 0);
    add(`${count++}`, bytes, (database) => writeLate(database, key, rows));
  }

  return {
    get size() {
      return debts.size;
    },
    addRequest,
    addAnswer,
    addRows,
    writeTo: (database) => debts.values().forEach((debt) => debt.write(database)),
    clear: debts.clear,
  };
}
