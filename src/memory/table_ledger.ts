import type { Mark } from "../conversation/conversation.ts";
import type { Claim } from "../conversation/owner.ts";
import type { Learned, Row } from "../plan/decision.ts";
import { type Database, isFromSqlite } from "../sqlite/database.ts";
import type { Summary } from "./conversations.ts";
import { Layouts } from "./layouts.ts";
import { LedgerMemory } from "./ledger_memory.ts";
import { IN_MEMORY } from "./opening.ts";
import { type Owner, selectOwnerOfChain, selectOwnerOfMarks } from "./owners.ts";
import { type Answered, type Remembered, writeAnswered, writeRemembered } from "./remembered.ts";
import { Patience } from "./patience.ts";
import { type BlockKey, selectRows } from "./rows.ts";
import type { Tables } from "./tables.ts";
import { Steps } from "./steps.ts";
import { createKeeper, type Keeper, type Pruning } from "./upkeep.ts";

export interface TableLedgerOptions {
  readonly days: number;
  readonly maxBytes: number;
  readonly memoryBytes: number;
  readonly pauses?: readonly number[];
}

const UNWRITTEN = `Cannot write the ledger just now. ${IN_MEMORY}`;

/** The tables, with a bounded memory in front of them that holds no misses. */
export class TableLedger {
  readonly #tables: Tables;
  readonly #memory: LedgerMemory;
  readonly #keeper: Keeper;
  readonly layouts: Layouts;
  readonly steps: Steps;
  readonly patience: { readonly reading: Patience; readonly writing: Patience };
  #replayed = 0;

  constructor(tables: Tables, { days, maxBytes, memoryBytes, pauses }: TableLedgerOptions) {
    this.#tables = tables;
    this.patience = { reading: new Patience(pauses), writing: new Patience(pauses) };
    this.#memory = new LedgerMemory(memoryBytes / 2);
    this.layouts = new Layouts(tables, memoryBytes * 3 / 8);
    this.steps = new Steps(tables, memoryBytes / 8);
    this.#keeper = createKeeper({ tables, days, maxBytes, forget: () => this.#memory.forget() });
  }

  get state(): Tables["state"] {
    return this.#tables.state;
  }

  get problem(): string | undefined {
    return this.#tables.problem ?? (this.#owes ? UNWRITTEN : undefined);
  }

  owner(claim: Claim): Owner | undefined {
    const owner = this.#ownerOfMarks(
      claim.marks,
      (later) => this.#tables.read((database) => selectOwnerOfMarks(database, later), undefined),
    );
    return owner ?? this.#ownerOfChain(claim);
  }

  recallOwner(claim: Claim): Owner | undefined {
    return this.#memory.owners.ofClaim(claim);
  }

  rows(key: string, wanted: readonly BlockKey[]): Row[] {
    const held = this.#memory.rows.of(key, wanted);
    const missing = wanted.filter((_, i) => !held[i]);
    const found = this.#tables.read((database) => selectRows(database, key, missing), []);
    this.#memory.rows.hold(key, found);
    let next = 0;
    const all = held.map((rows) => rows ?? found[next++] ?? []);
    this.#replayed += all.filter((rows) => rows.length > 0).length;
    return all.flat();
  }

  recall(key: string, wanted: readonly BlockKey[]): Row[] {
    return this.#memory.rows.of(key, wanted).flatMap((rows) => rows ?? []);
  }

  remember(request: Remembered): Row[] | Owner {
    const { owners, rows } = this.#memory;
    const unknown = request.marks.filter((mark) => !owners.ofMark(mark));
    const written = this.#write(
      (database) => {
        const owner = this.#ownerOfMarks(
          request.marks,
          (later) => selectOwnerOfMarks(database, later),
        );
        if (owner && owner.key !== request.key) return owner;
        const written = writeRemembered(database, request, unknown);
        this.#keeper.settle(database, request.now);
        return written;
      },
      () => this.#memory.oweRequest(request, unknown),
    );
    if (!written) return this.#readBack(request);
    if ("key" in written) return written;
    owners.holdOwner(written.owner);
    this.#memory.holdMarks(unknown, written.owners);
    if (!request.alone) owners.holdChain(request.chain, written.owner);
    rows.hold(request.key, written.found);
    return written.found.flat();
  }

  hold(key: string, rows: readonly Learned[]): void {
    this.#memory.oweRows(key, rows);
  }

  answered(answered: Answered): void {
    const owners = this.#write(
      (database) => writeAnswered(database, answered),
      () => this.#memory.oweAnswer(answered),
    );
    this.#memory.holdMarks(answered.marks, owners ?? []);
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
    try {
      if (this.#owes) {
        this.#tables.linger();
        this.#write(() => true, () => undefined);
      }
    } catch (error) {
      // It could not be written to the end: that was told as a problem.
      if (!isFromSqlite(error)) throw error;
    }
    this.#tables.close();
  }

  /** Writes what is owed first. `owe` is called where nothing can be written. */
  #write<T>(work: (database: Database) => T, owe: () => void): T | undefined {
    const wasOwing = this.#memory.owed.size > 0;
    try {
      const done = this.#tables.write((database) => {
        this.#memory.owed.writeTo(database);
        return { value: work(database), layouts: this.layouts.writeOwed(database) };
      });
      if (wasOwing && done !== undefined) this.#memory.paid();
      this.layouts.paid(done?.layouts ?? []);
      return done?.value;
    } catch (error) {
      owe();
      throw error;
    }
  }

  get #owes(): boolean {
    return this.#memory.owed.size > 0 || this.layouts.owed > 0;
  }

  /** Whose the latest known mark is; `select` asks the tables. */
  #ownerOfMarks(
    marks: readonly Mark[],
    select: (later: readonly Mark[]) => Owner | undefined,
  ): Owner | undefined {
    const { owners } = this.#memory;
    const at = marks.findLastIndex((mark) => owners.ofMark(mark));
    // Another process may know a mark that came later.
    return select(marks.slice(at + 1)) ?? (at < 0 ? undefined : owners.ofMark(marks[at]));
  }

  #ownerOfChain({ chain, alone, marks }: Claim): Owner | undefined {
    if (chain === undefined) return undefined;
    const found = this.#tables.read(
      (database) => selectOwnerOfChain(database, { chain, alone, marks }),
      undefined,
    );
    return found ?? this.#memory.owners.ofChain(chain);
  }

  /** What tables that can't be written say of the blocks. */
  #readBack({ key, rows }: Remembered): Row[] {
    return this.#tables.read((database) => selectRows(database, key, rows), []).flat();
  }
}
