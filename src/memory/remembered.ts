import type { Mark } from "../conversation/conversation.ts";
import type { Learned, Row } from "../plan/decision.ts";
import type { Database } from "../sqlite/database.ts";
import { add, admit, entryOf } from "./conversations.ts";
import { insertChain, insertMark, type Owner, setAnswered } from "./owners.ts";
import { insertRow, selectRows } from "./rows.ts";

/** What a request that is about to go up leaves behind. */
export interface Remembered extends Owner {
  /** Everything that the request says, as a link of the digest chain. */
  readonly chain: string;
  /** No assistant turn stands in that chain. */
  readonly alone: boolean;
  /** All that stand in its history, and the answer that it names as the one before. */
  readonly marks: readonly Mark[];
  /** What was decided for it. */
  readonly rows: readonly Learned[];
  /** The client holds what it says to the letter. */
  readonly pinned: boolean;
  readonly client: string;
  readonly model: string;
  readonly now: number;
}

/** What an answer that is coming down leaves behind. */
export interface Answered {
  readonly key: string;
  /** Of the request that it answers. */
  readonly chain: string;
  readonly alone: boolean;
  /** Those that became known since the last time. */
  readonly marks: readonly Mark[];
  /** The answer bears marks, and all of it has gone down. */
  readonly whole: boolean;
  readonly now: number;
}

/** What the tables say when a request has been written down. */
export interface Written {
  readonly owner: Owner;
  /** Whose each of the unknown marks is. */
  readonly owners: readonly Owner[];
  /** For each of its rows, all rows of the block, oldest first. */
  readonly found: readonly (readonly Row[])[];
}

/**
 * Writes down a request, and reads back what the table says: another process may have been first. `unknown` are those
 * of its marks that may not be in the table yet.
 */
export function writeRemembered(
  database: Database,
  request: Remembered,
  unknown: readonly Mark[],
): Written {
  const entry = admit(database, request);
  const owner = ownerOf(entry);
  insertChain(database, entry.id, request.chain, request.alone);
  const owners = unknown.map((mark) => insertMark(database, entry.id, owner, mark));
  const rows = request.rows.filter((row) => insertRow(database, entry.id, row));
  const { pinned, now } = request;
  add(database, entry, { signed: isSigned(request.marks), pinned, rows, now });
  return { owner, owners, found: selectRows(database, request.key, request.rows) };
}

/**
 * Writes down what became known of an answer, and says whose each of its marks is. There is nothing to add to a
 * conversation that nobody remembered.
 */
export function writeAnswered(database: Database, answered: Answered): Owner[] {
  const entry = entryOf(database, answered.key);
  if (!entry) return [];
  const owner = ownerOf(entry);
  const owners = answered.marks.map((mark) => insertMark(database, entry.id, owner, mark));
  const signed = isSigned(answered.marks);
  add(database, entry, { signed, pinned: false, rows: [], now: answered.now });
  if (answered.whole && answered.alone) setAnswered(database, answered.chain);
  return owners;
}

/** Writes down rows that went up although they could not be written then. What the table has by now, stands. */
export function writeLate(database: Database, key: string, rows: readonly Learned[]): void {
  const entry = entryOf(database, key);
  if (!entry) return;
  const added = rows.filter((row) => insertRow(database, entry.id, row));
  add(database, entry, { signed: false, pinned: false, rows: added, now: entry.used });
}

/** Memory holds owners for long: nothing but these two must hang on them. */
function ownerOf({ key, offer }: Owner): Owner {
  return { key, offer };
}

function isSigned(marks: readonly Mark[]): boolean {
  return marks.some((mark) => mark.kind === "signature");
}
