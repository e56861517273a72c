import { DatabaseBusy, isFromSqlite } from "../../sqlite/database.ts";
import { addTo, noParts, noRequests, type PartSums, type RequestSums } from "../sums.ts";
import { type AllTime, allTimeIn } from "./all_time.ts";
import { openedIn, type OpenedTotals, problemOf } from "./opening.ts";
import { addRow, foldOne, REST, type SumRow } from "./rows.ts";
import { partTable, requestTable } from "./schema.ts";

/** Who asked, and which model. */
export interface Asker {
  readonly client: string;
  readonly model: string;
}

/** What a block was shortened by, or which tool gave it. */
export interface Heading {
  readonly kind: "rule" | "tool";
  readonly name: string;
}

export interface TotalsOptions {
  /** The state folder. `undefined`: nothing is kept on disk. */
  readonly folder: string | undefined;
  readonly now: () => number;
}

/** How long what is new may stay in memory: a crash costs so much. In milliseconds. */
const WRITE_EVERY = 2000;
/** How long the end may take. In milliseconds. */
const PATIENCE_AT_END = 2000;
/** Rows that may wait for a disk that takes none. */
const MOST_WAITING = 1000;
const DAY = 24 * 60 * 60 * 1000;
/** So many days are told one by one; what is older is added up. */
const DAYS_APART = 400;

/**
 * What was saved and spent since the first request, by day, client, model, rule and tool, over restarts. They always
 * open: `problem` says how. What is added waits in memory, so that no request waits for a disk.
 */
export class Totals {
  readonly #opened: OpenedTotals;
  readonly #now: () => number;
  #problem: string | undefined;
  #waiting = new Map<string, SumRow>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;
  /** Days since 1970, and the name of that day. */
  #day = { number: -1, name: "" };
  /** The day before which all was added up. */
  #folded = "";

  constructor({ folder, now }: TotalsOptions) {
    this.#opened = openedIn(folder);
    this.#now = now;
  }

  /** Why they will be lost at the end, where they will. */
  get problem(): string | undefined {
    return this.#opened.problem ?? this.#problem;
  }

  addRequest({ client, model }: Asker, sums: Partial<RequestSums>): void {
    const keys = [this.#today(), client, model];
    this.#add({ table: requestTable, keys, sums: { ...noRequests(), ...sums } });
  }

  addPart({ kind, name }: Heading, sums: Partial<PartSums>): void {
    const keys = [this.#today(), kind, name];
    this.#add({ table: partTable, keys, sums: { ...noParts(), ...sums } });
  }

  /** Those of other processes too, as far as they have written theirs. `undefined` where they can't be read just now. */
  allTime(): AllTime | undefined {
    try {
      this.#write();
      return allTimeIn(this.#opened.database);
    } catch (error) {
      if (!isFromSqlite(error)) throw error;
      this.#problem = problemOf(error);
      return undefined;
    }
  }

  /** What is added after it is lost: a proxy ends with answers that were cut. */
  close(): void {
    const { database } = this.#opened;
    this.#isClosed = true;
    clearTimeout(this.#timer);
    database.wait(PATIENCE_AT_END);
    this.#write();
    database.close();
  }

  #today(): string {
    const number = Math.floor(this.#now() / DAY);
    if (this.#day.number !== number) this.#day = { number, name: dayOf(number * DAY) };
    return this.#day.name;
  }

  #add(row: SumRow): void {
    if (this.#isClosed) return;
    const placed = this.#waiting.size < MOST_WAITING ? row : { ...row, keys: withoutName(row) };
    const name = JSON.stringify([row.table.name, ...placed.keys]);
    const known = this.#waiting.get(name);
    if (known) addTo(known.sums, row.sums);
    else this.#waiting.set(name, placed);
    this.#timer ??= this.#later();
  }

  #later() {
    const timer = setTimeout(() => {
      this.#timer = undefined;
      this.#write();
      if (this.#waiting.size > 0) this.#timer ??= this.#later();
    }, WRITE_EVERY);
    // It is no reason to go on running: the end writes too.
    timer.unref();
    return timer;
  }

  /** What another process holds, or a disk does not take, is written later. */
  #write(): void {
    if (this.#waiting.size === 0) return;
    const { database } = this.#opened;
    try {
      database.write(() => {
        for (const row of this.#waiting.values()) addRow(database, row);
        this.#fold();
      });
      this.#waiting = new Map();
      this.#problem = undefined;
    } catch (error) {
      if (!isFromSqlite(error)) throw error;
      if (!(error instanceof DatabaseBusy)) this.#problem = problemOf(error);
    }
  }

  /** Once a day. */
  #fold(): void {
    const before = dayOf(this.#now() - DAYS_APART * DAY);
    if (this.#folded === before) return;
    for (const table of [requestTable, partTable]) {
      while (foldOne(this.#opened.database, table, before));
    }
    this.#folded = before;
  }
}

function withoutName({ keys }: SumRow): string[] {
  return [...keys.slice(0, -1), REST];
}

/** The day of a time, in UTC: 2026-11-21. */
function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
