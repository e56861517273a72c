import type { Mark } from "../conversation/conversation.ts";
import type { Learned } from "../plan/decision.ts";
import { createHeldOwners, type HeldOwners } from "./held_owners.ts";
import { createHeldRows, type HeldRows } from "./held_rows.ts";
import { createOwed, type Owed } from "./owed.ts";
import type { Owner } from "./owners.ts";
import type { Answered, Remembered } from "./remembered.ts";
import { copyOfRow } from "./rows.ts";

/** What stands in front of the tables: what they said lately, and what they are still to be told. */
export class LedgerMemory {
  readonly owners: HeldOwners;
  readonly rows: HeldRows;
  readonly owed: Owed;

  /** Bounded to about `maxBytes`. */
  constructor(maxBytes: number) {
    this.owners = createHeldOwners(maxBytes / 4);
    this.rows = createHeldRows(maxBytes / 2);
    this.owed = createOwed(maxBytes / 4);
  }

  holdMarks(marks: readonly Mark[], owners: readonly Owner[]): void {
    owners.forEach((owner, i) => this.owners.holdMark(marks[i], owner));
  }

  oweRequest(request: Remembered, unknown: readonly Mark[]): void {
    const owner = { key: request.key, offer: request.offer };
    this.owners.holdOwner(owner);
    this.owners.holdChain(request.chain, owner);
    this.holdMarks(unknown, unknown.map(() => owner));
    this.owed.addRequest(request);
  }

  oweAnswer(answered: Answered): void {
    const owner = this.owners.ofKey(answered.key);
    if (owner) this.holdMarks(answered.marks, answered.marks.map(() => owner));
    if (answered.alone && answered.whole) this.owners.dropChain(answered.chain);
    this.owed.addAnswer(answered);
  }

  /** What is held of a block stands, and goes before what was decided in view of it. */
  oweRows(key: string, rows: readonly Learned[]): void {
    const held = this.rows.of(key, rows);
    const late = rows
      .map((row, i) => ({ row: copyOfRow(row), seen: row.seen, before: held[i] ?? [] }))
      .filter(({ seen, before }) => before.length <= seen);
    if (late.length === 0) return;
    this.owed.addRows(key, late.map(({ row, seen }) => ({ ...row, seen })));
    // Where memory has lost what came before, it must not say that this row is all there is.
    const whole = late.filter(({ seen, before }) => before.length === seen);
    this.rows.hold(key, whole.map(({ row, before }) => [...before, row]));
  }

  /** Everything owed is written. Another process may have been first, so what the tables say is read again. */
  paid(): void {
    this.owed.clear();
    this.forget();
  }

  forget(): void {
    this.owners.clear();
    this.rows.clear();
  }
}
