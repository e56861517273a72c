import type { Mark } from "../conversation/conversation.ts";
import type { Claim } from "../conversation/owner.ts";
import type { Row } from "../plan/decision.ts";
import type { Summary } from "./conversations.ts";
import { createHeldOwners, type HeldOwners } from "./held_owners.ts";
import { createHeldRows, type HeldRows } from "./held_rows.ts";
import { type Owner, selectOwnerOfChain, selectOwnerOfMarks } from "./owners.ts";
import { type BlockKey, selectRows } from "./rows.ts";
import { type Answered, type Served, writeAnswered, writeServed } from "./served.ts";
import type { Tables } from "./tables.ts";
import { createKeeper, type Keeper, type Pruning } from "./upkeep.ts";

export interface TableLedgerOptions {
  readonly days: number;
  readonly maxBytes: number;
  readonly memoryBytes: number;
}

/** The tables, with a bounded memory in front of them that holds no misses. */
export class TableLedger {
  readonly #tables: Tables;
  readonly #owners: HeldOwners;
  readonly #rows: HeldRows;
  readonly #keeper: Keeper;
  #replayed = 0;

  constructor(tables: Tables, { days, maxBytes, memoryBytes }: TableLedgerOptions) {
    this.#tables = tables;
    this.#owners = createHeldOwners(memoryBytes / 4);
    this.#rows = createHeldRows(memoryBytes * 3 / 4);
    const forget = () => {
      this.#owners.clear();
      this.#rows.clear();
    };
    this.#keeper = createKeeper({ tables, days, maxBytes, forget });
  }

  get state(): Tables["state"] {
    return this.#tables.state;
  }

  get problem(): string | undefined {
    return this.#tables.problem;
  }

  owner(claim: Claim): Owner | undefined {
    const at = claim.marks.findLastIndex((mark) => this.#owners.ofMark(mark));
    // Another process may know a mark that came later.
    const later = claim.marks.slice(at + 1);
    const found = this.#tables.read((database) => selectOwnerOfMarks(database, later), undefined);
    return found ?? (at < 0 ? this.#ownerOfChain(claim) : this.#owners.ofMark(claim.marks[at]));
  }

  recallOwner(claim: Claim): Owner | undefined {
    return this.#owners.ofClaim(claim);
  }

  rows(key: string, wanted: readonly BlockKey[]): Row[] {
    const held = this.#rows.of(key, wanted);
    const missing = wanted.filter((_, i) => !held[i]);
    const found = this.#tables.read((database) => selectRows(database, key, missing), []);
    this.#rows.hold(key, found);
    let next = 0;
    const all = held.map((rows) => rows ?? found[next++] ?? []);
    this.#replayed += all.filter((rows) => rows.length > 0).length;
    return all.flat();
  }

  recall(key: string, wanted: readonly BlockKey[]): Row[] {
    return this.#rows.of(key, wanted).flatMap((rows) => rows ?? []);
  }

  remember(served: Served): Row[] {
    const unknown = served.marks.filter((mark) => !this.#owners.ofMark(mark));
    const written = this.#tables.write((database) => {
      const done = writeServed(database, served, unknown);
      this.#keeper.settle(database, served.now);
      return done;
    });
    if (!written) return this.#read(served);
    this.#hold(unknown, written.owners);
    if (!served.alone) this.#owners.holdChain(served.chain, written.owner);
    this.#rows.hold(served.key, written.found);
    return written.found.flat();
  }

  answered(answered: Answered): void {
    const owners = this.#tables.write((database) => writeAnswered(database, answered));
    this.#hold(answered.marks, owners ?? []);
  }

  full(): boolean {
    return this.#keeper.full();
  }

  conversations(): Summary[] {
    return this.#keeper.conversations();
  }

  signedSince(time: number): Summary[] {
    return this.#keeper.signedSince(time);
  }

  prune(pruning: Pruning): number {
    return this.#keeper.prune(pruning);
  }

  clear(): number {
    return this.#keeper.clear();
  }

  stats(): { readonly replayed: number; readonly entries: number; readonly bytes: number } {
    return { replayed: this.#replayed, ...this.#keeper.size() };
  }

  close(): void {
    this.#tables.close();
  }

  #ownerOfChain({ chain, alone }: Claim): Owner | undefined {
    if (chain === undefined) return undefined;
    return this.#tables.read((database) => selectOwnerOfChain(database, chain, alone), undefined);
  }

  /** What tables that can't be written say of the blocks. */
  #read({ key, rows }: Served): Row[] {
    return this.#tables.read((database) => selectRows(database, key, rows), []).flat();
  }

  #hold(marks: readonly Mark[], owners: readonly Owner[]): void {
    owners.forEach((owner, i) => this.#owners.holdMark(marks[i], owner));
  }
}
