import { Buffer } from "node:buffer";
import type { Placed } from "../conversation/echo.ts";
import type { Layout } from "../conversation/layout.ts";
import type { Database } from "../sqlite/database.ts";
import { entryOf } from "./conversations.ts";
import { createLru } from "./lru.ts";
import type { Tables } from "./tables.ts";

/** A message of ours that is under way or done. It is kept again and again while it streams. */
export interface LayoutEntry extends Placed {
  /** The conversation's. */
  readonly key: string;
}

/** A complete answer in which nothing was hidden. */
export interface PlainAnswer {
  readonly key: string;
  readonly chain: string;
  /** SHA-256 of its words, white space aside. */
  readonly words: string;
}

/** A layout as it was read or written last. */
interface Held {
  readonly edition: number;
  readonly isSealed: boolean;
  readonly placed: Placed;
  readonly bytes: number;
}

const SELECT_EDITIONS = `SELECT name, edition, sealed FROM conversations
  CROSS JOIN layouts ON layouts.conversation = conversations.id WHERE key = ? ORDER BY layouts.id`;
const SELECT = `SELECT edition, sealed, chain, rounds FROM conversations
  CROSS JOIN layouts ON layouts.conversation = conversations.id WHERE key = ? AND name = ?`;
const WRITE = `INSERT INTO layouts (conversation, name, chain, rounds) VALUES (?, ?, ?, ?)
  ON CONFLICT (conversation, name) DO UPDATE SET rounds = excluded.rounds, edition = edition + 1
  WHERE NOT sealed RETURNING edition`;
const SEAL = `UPDATE layouts SET sealed = 1
  WHERE conversation = (SELECT id FROM conversations WHERE key = ?)
  AND name IN (SELECT value FROM json_each(?)) AND NOT sealed`;
const INSERT_PLAIN =
  `INSERT OR IGNORE INTO plain_answers (conversation, chain, words) VALUES (?, ?, ?)`;
const SELECT_PLAIN = `SELECT 1 FROM conversations
  CROSS JOIN plain_answers ON plain_answers.conversation = conversations.id
  WHERE key = ? AND chain = ? AND words = ?`;

/** A layout that was put back into a request stays as it is: the message grows no more. */
export class SealedLayout extends Error {
  override readonly name = "SealedLayout";
}

/** Layouts that can't be written for so long are let go, the oldest first. */
const MOST_OWED = 100;

/** The layouts of messages that hold calls of ours, in the tables, with those in use in memory, bounded. */
export class Layouts {
  readonly #tables: Tables;
  /** Those of each conversation, by name. */
  readonly #held;
  /** What could not be written yet, by name. */
  readonly #owed = createLru<string, LayoutEntry>({ maxEntries: MOST_OWED });
  /** Owed ones that were put back into a request. */
  readonly #sealed = createLru<string, true>({ maxEntries: MOST_OWED });

  constructor(tables: Tables, maxBytes: number) {
    this.#tables = tables;
    this.#held = createLru<string, ReadonlyMap<string, Held>>({
      maxWeight: maxBytes,
      weigh: (held) => [...held.values()].reduce((sum, { bytes }) => sum + bytes, 0),
    });
  }

  /** How many are not written yet. */
  get owed(): number {
    return this.#owed.size;
  }

  /** Those of a conversation, oldest first. */
  of(key: string): Placed[] {
    const before = this.#held.get(key);
    const written = this.#tables.read(
      (database) =>
        database.all(SELECT_EDITIONS, key).map((fields): [string, Held] => {
          const name = String(fields.name);
          const held = before?.get(name);
          const isSealed = fields.sealed === 1;
          return [
            name,
            held?.edition === fields.edition ? { ...held, isSealed } : read(database, key, name),
          ];
        }),
      [],
    );
    const held = new Map(written);
    if (held.size > 0) this.#held.set(key, held);
    return this.#withOwed(key, held);
  }

  /** The same from memory alone. */
  recall(key: string): Placed[] {
    return this.#withOwed(key, this.#held.get(key) ?? new Map());
  }

  /** Writes a layout down. What can only be kept in memory, since the tables are a newer squeezr's, is kept there. */
  keep(entry: LayoutEntry): void {
    const edition = this.#write((database) => write(database, entry));
    if (edition === undefined) return this.hold(entry);
    const { key, name, chain, layout } = entry;
    const bytes = JSON.stringify(layout).length * 2;
    const held = { edition, isSealed: false, placed: { name, chain, layout }, bytes };
    this.#held.set(key, new Map(this.#held.get(key)).set(name, held));
  }

  /** They were put back into a request that is about to go up: from now on they stay as they are. */
  seal(key: string, names: readonly string[]): void {
    for (const name of names) if (this.#owed.has(name)) this.#sealed.set(name, true);
    const held = this.#held.get(key);
    if (names.every((name) => held?.get(name)?.isSealed)) return;
    this.#write((database) => database.run(SEAL, key, JSON.stringify(names)));
  }

  /** Keeps a layout that can't be written just now; it is written with whatever is written next. */
  hold(entry: LayoutEntry): void {
    if (this.#sealed.has(entry.name)) throw new SealedLayout(SEALED);
    this.#owed.set(entry.name, entry);
  }

  /** Writes what is owed, and gives the names of what was written; they are paid when all of it is. */
  writeOwed(database: Database): string[] {
    return this.#owed.values().filter((entry) => writeLate(database, entry))
      .map(({ name }) => name);
  }

  paid(names: readonly string[]): void {
    for (const name of names) this.#owed.delete(name);
  }

  addPlain({ key, chain, words }: PlainAnswer): void {
    this.#write((database) => {
      const conversation = entryOf(database, key);
      if (conversation) database.run(INSERT_PLAIN, conversation.id, chain, words);
    });
  }

  /** The same request was once answered so, with nothing hidden. */
  isPlain({ key, chain, words }: PlainAnswer): boolean {
    return this.#tables.read(
      (database) => database.get(SELECT_PLAIN, key, chain, words) !== undefined,
      false,
    );
  }

  #withOwed(key: string, held: ReadonlyMap<string, Held>): Placed[] {
    const owed = this.#owed.values().filter((entry) => entry.key === key);
    const late = new Set(owed.map(({ name }) => name));
    const written = [...held].flatMap(([name, { placed }]) => late.has(name) ? [] : [placed]);
    return [...written, ...owed];
  }

  #write<T>(work: (database: Database) => T): T | undefined {
    const done = this.#tables.write((database) => ({
      paid: this.writeOwed(database),
      value: work(database),
    }));
    this.paid(done?.paid ?? []);
    return done?.value;
  }
}

const SEALED = "The message was gone on from before it ended";

/** Whether there is a conversation to write it for. What was put back meanwhile stands. */
function writeLate(database: Database, entry: LayoutEntry): boolean {
  try {
    return write(database, entry) !== undefined;
  } catch (error) {
    if (!(error instanceof SealedLayout)) throw error;
    return true;
  }
}

/** Its edition. `undefined`: the conversation is not in the tables, yet or any more. */
function write(database: Database, { key, name, chain, layout }: LayoutEntry): number | undefined {
  const conversation = entryOf(database, key);
  if (conversation === undefined) return undefined;
  const rounds = Buffer.from(JSON.stringify(layout));
  const written = database.get(WRITE, conversation.id, name, chain, rounds);
  if (written) return Number(written.edition);
  const stored = database.get(SELECT, key, name);
  if (!rounds.equals(stored?.rounds as Uint8Array)) throw new SealedLayout(SEALED);
  return Number(stored?.edition);
}

/** Written by us, with keys that need no escaping: `JSON.parse` is safe with it. */
function read(database: Database, key: string, name: string): Held {
  const fields = database.get(SELECT, key, name);
  const text = Buffer.from(fields?.rounds as Uint8Array).toString("utf8");
  return {
    edition: Number(fields?.edition),
    isSealed: fields?.sealed === 1,
    placed: { name, chain: String(fields?.chain), layout: JSON.parse(text) as Layout },
    bytes: text.length * 2,
  };
}
