import { Buffer } from "node:buffer";
import type { Placed } from "../conversation/echo.ts";
import type { Layout } from "../conversation/layout.ts";
import { entryOf } from "./conversations.ts";
import type { Database } from "./database.ts";
import { createLru } from "./lru.ts";
import type { Tables } from "./tables.ts";

/** A message of ours that is under way or done. It is kept again and again while it streams. */
export interface LayoutEntry extends Placed {
  /** The conversation's. */
  readonly key: string;
  /** The message's own, given by whoever makes it. */
  readonly name: string;
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
  readonly placed: Placed;
  readonly bytes: number;
}

const SELECT_EDITIONS = `SELECT name, edition FROM conversations
  CROSS JOIN layouts ON layouts.conversation = conversations.id WHERE key = ? ORDER BY layouts.id`;
const SELECT = `SELECT edition, chain, rounds FROM conversations
  CROSS JOIN layouts ON layouts.conversation = conversations.id WHERE key = ? AND name = ?`;
const WRITE = `INSERT INTO layouts (conversation, name, chain, rounds) VALUES (?, ?, ?, ?)
  ON CONFLICT (conversation, name) DO UPDATE SET rounds = excluded.rounds, edition = edition + 1
  RETURNING edition`;
const INSERT_PLAIN =
  `INSERT OR IGNORE INTO plain_answers (conversation, chain, words) VALUES (?, ?, ?)`;
const SELECT_PLAIN = `SELECT 1 FROM conversations
  CROSS JOIN plain_answers ON plain_answers.conversation = conversations.id
  WHERE key = ? AND chain = ? AND words = ?`;

/** Layouts that can't be written for so long are let go, the oldest first. */
const MOST_OWED = 100;

/** The layouts of messages that hold calls of ours, in the tables, with those in use in memory, bounded. */
export class Layouts {
  readonly #tables: Tables;
  /** Those of each conversation, by name. */
  readonly #held;
  /** What could not be written yet, by name. */
  readonly #owed = createLru<string, LayoutEntry>({ maxEntries: MOST_OWED });

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
        database.all(SELECT_EDITIONS, key).map(({ name, edition }): [string, Held] => {
          const held = before?.get(String(name));
          return [
            String(name),
            held?.edition === edition ? held : read(database, key, String(name)),
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
    const bytes = JSON.stringify(entry.layout).length * 2;
    const placed = { chain: entry.chain, layout: entry.layout };
    const held = new Map(this.#held.get(entry.key)).set(entry.name, { edition, placed, bytes });
    this.#held.set(entry.key, held);
  }

  /** Keeps a layout that can't be written just now; it is written with whatever is written next. */
  hold(entry: LayoutEntry): void {
    this.#owed.set(entry.name, entry);
  }

  /** Writes what is owed, and gives the names of what was written; they are paid when all of it is. */
  writeOwed(database: Database): string[] {
    return this.#owed.values().filter((entry) => write(database, entry) !== undefined)
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

/** Its edition. `undefined`: the conversation is not in the tables, yet or any more. */
function write(database: Database, { key, name, chain, layout }: LayoutEntry): number | undefined {
  const conversation = entryOf(database, key);
  if (conversation === undefined) return undefined;
  const rounds = Buffer.from(JSON.stringify(layout));
  return Number(database.get(WRITE, conversation.id, name, chain, rounds)?.edition);
}

/** Written by us, with keys that need no escaping: `JSON.parse` is safe with it. */
function read(database: Database, key: string, name: string): Held {
  const fields = database.get(SELECT, key, name);
  const text = Buffer.from(fields?.rounds as Uint8Array).toString("utf8");
  const placed = { chain: String(fields?.chain), layout: JSON.parse(text) as Layout };
  return { edition: Number(fields?.edition), placed, bytes: text.length * 2 };
}
