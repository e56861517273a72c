import type { Row } from "../plan/decision.ts";
import type { Database, Fields } from "../sqlite/database.ts";
import { offerOf, type Owner, rankOf } from "./owners.ts";
import { bytesOfRow } from "./rows.ts";

/** A conversation as `squeezr ledger show` lists it. Times are in milliseconds since 1970. */
export interface Summary extends Owner {
  readonly begun: number;
  readonly used: number;
  readonly client: string;
  readonly model: string;
  /** Signed thinking stands in it: the model refuses to go on when what was sent before it changes. */
  readonly signed: boolean;
  /** How many rows there are of each kind. */
  readonly rows: { readonly keep: number; readonly squeeze: number; readonly refer: number };
  /** How often old texts were replaced in it. */
  readonly steps: number;
  readonly bytes: number;
}

/** Who asks for a conversation to be known. */
export interface Admission extends Owner {
  readonly client: string;
  readonly model: string;
  readonly now: number;
}

/** What a request adds to its conversation. */
export interface Addition {
  readonly signed: boolean;
  /** The client holds what it says to the letter: cache markers or signed reasoning stand in its request. */
  readonly pinned: boolean;
  /** The rows that are new in the table. */
  readonly rows: readonly Row[];
  readonly now: number;
}

/** A conversation's place in the tables, and what an addition may change. */
export interface Entry extends Owner {
  readonly id: number;
  readonly used: number;
  readonly signed: boolean;
  readonly pinned: boolean;
}

/** How far `used` may lag behind, in milliseconds. */
const USED_LAG = 60_000;

const INSERT = `INSERT OR IGNORE INTO conversations (key, offered, begun, used, client, model)
  VALUES (?, ?, ?, ?, ?, ?)`;

const SELECT_ONE = `SELECT id, key, offered, used, signed, pinned FROM conversations WHERE key = ?`;

const UPDATE =
  `UPDATE conversations SET used = max(used, ?), signed = signed OR ?, pinned = pinned OR ?,
  kept = kept + ?, squeezed = squeezed + ?, referred = referred + ?, bytes = bytes + ? WHERE id = ?`;

const ADD_BYTES = `UPDATE conversations SET bytes = bytes + ? WHERE id = ?`;

const SELECT_ALL = `SELECT key, offered, begun, used, client, model, signed,
  kept, squeezed, referred, bytes,
  (SELECT count(*) FROM steps WHERE steps.conversation = conversations.id) AS steps
  FROM conversations ORDER BY used DESC, id DESC`;

const COUNT_ROWS = `SELECT sum(kept + squeezed + referred) AS rows FROM conversations`;

const SELECT_OLDER = `SELECT 1 FROM conversations WHERE used < ? LIMIT 1`;

const DROP_OLDEST = `DELETE FROM conversations WHERE id =
  (SELECT id FROM conversations WHERE used < ? ORDER BY used, id LIMIT 1)`;

/** Makes the conversation known, if it is not. */
export function admit(database: Database, { key, offer, now, client, model }: Admission): Entry {
  const known = entryOf(database, key);
  if (known) return known;
  database.run(INSERT, key, rankOf(offer), now, now, client, model);
  return entryOf(database, key)!;
}

export function entryOf(database: Database, key: string): Entry | undefined {
  const fields = database.get(SELECT_ONE, key);
  return fields && {
    id: Number(fields.id),
    key: String(fields.key),
    offer: offerOf(fields.offered),
    used: Number(fields.used),
    signed: fields.signed === 1,
    pinned: fields.pinned === 1,
  };
}

/** Writes what a request added, and that the conversation is in use where that is news. */
export function add(database: Database, entry: Entry, addition: Addition): void {
  const { signed, pinned, rows, now } = addition;
  const isNews = rows.length > 0 || (signed && !entry.signed) || (pinned && !entry.pinned) ||
    now - entry.used > USED_LAG;
  if (!isNews) return;
  const count = (kind: Row["decision"]["kind"]) =>
    rows.filter((row) => row.decision.kind === kind).length;
  const bytes = rows.reduce((sum, row) => sum + bytesOfRow(row), 0);
  database.run(
    UPDATE,
    now,
    signed ? 1 : 0,
    pinned ? 1 : 0,
    count("keep"),
    count("squeeze"),
    count("refer"),
    bytes,
    entry.id,
  );
}

/** Counts what is kept of the conversation beside its rows. */
export function addBytes(database: Database, { id }: Entry, bytes: number): void {
  database.run(ADD_BYTES, bytes, id);
}

/** All conversations, the latest used first. */
export function selectSummaries(database: Database): Summary[] {
  return database.all(SELECT_ALL).map(summaryOf);
}

/** How many rows all conversations hold. */
export function countRows(database: Database): number {
  return Number(database.get(COUNT_ROWS)?.rows ?? 0);
}

/** Drops the conversation that was used longest ago, if that was before `time`, with all that is known of it. */
export function dropOldest(database: Database, time: number): boolean {
  return database.run(DROP_OLDEST, time) > 0;
}

/** Whether one was last used before `time`. */
export function isAnyOlder(database: Database, time: number): boolean {
  return database.get(SELECT_OLDER, time) !== undefined;
}

function summaryOf(fields: Fields): Summary {
  return {
    key: String(fields.key),
    offer: offerOf(fields.offered),
    begun: Number(fields.begun),
    used: Number(fields.used),
    client: String(fields.client),
    model: String(fields.model),
    signed: fields.signed === 1,
    rows: {
      keep: Number(fields.kept),
      squeeze: Number(fields.squeezed),
      refer: Number(fields.referred),
    },
    steps: Number(fields.steps),
    bytes: Number(fields.bytes),
  };
}
