import { Buffer } from "node:buffer";
import type { Step } from "../plan/collapse.ts";
import type { Database } from "../sqlite/database.ts";
import { addBytes, entryOf } from "./conversations.ts";
import { createLru } from "./lru.ts";
import type { Tables } from "./tables.ts";

/** A step as it was read: it never changes. */
interface Held {
  readonly id: number;
  readonly step: Step;
  readonly bytes: number;
}

const SELECT_IDS = `SELECT steps.id FROM conversations
  CROSS JOIN steps ON steps.conversation = conversations.id WHERE key = ? ORDER BY nth`;
const SELECT = `SELECT step FROM steps WHERE id = ?`;
const INSERT = `INSERT OR IGNORE INTO steps (conversation, nth, step) VALUES (?, ?, ?)`;

/** The steps in which conversations' old texts were replaced, in the tables, with those in use in memory, bounded. */
export class Steps {
  readonly #tables: Tables;
  readonly #held;

  constructor(tables: Tables, maxBytes: number) {
    this.#tables = tables;
    this.#held = createLru<string, readonly Held[]>({
      maxWeight: maxBytes,
      weigh: (held) => held.reduce((sum, { bytes }) => sum + bytes, 0),
    });
  }

  /** Those of a conversation, the first taken first. Of tables that only a newer squeezr can read, memory tells. */
  of(key: string): Step[] {
    const before = this.#held.get(key) ?? [];
    const held = this.#tables.read(
      (database) =>
        database.all(SELECT_IDS, key).map((fields) => {
          const id = Number(fields.id);
          return before.find((held) => held.id === id) ?? read(database, id);
        }),
      before,
    );
    if (held.length > 0) this.#held.set(key, held);
    return held.map(({ step }) => step);
  }

  /** The same from memory alone. */
  recall(key: string): Step[] {
    return (this.#held.get(key) ?? []).map(({ step }) => step);
  }

  /** What was said in the conversation stays to the letter: cache markers or signed reasoning were seen in it. */
  isPinned(key: string): boolean {
    return this.#tables.read((database) => {
      const entry = entryOf(database, key);
      return entry === undefined || entry.signed || entry.pinned;
    }, true);
  }

  /**
   * Writes a step down as the `nth` of its conversation, and gives all that the table has by then: where another
   * request was first, its step stands.
   */
  take(key: string, nth: number, step: Step): Step[] {
    this.#tables.write((database) => {
      const entry = entryOf(database, key);
      if (entry === undefined || entry.signed || entry.pinned) return;
      const bytes = Buffer.from(JSON.stringify(step));
      if (database.run(INSERT, entry.id, nth, bytes) > 0) addBytes(database, entry, bytes.length);
    });
    return this.of(key);
  }
}

/** Written by us, with keys that need no escaping: `JSON.parse` is safe with it. */
function read(database: Database, id: number): Held {
  const bytes = Buffer.from(database.get(SELECT, id)?.step as Uint8Array);
  return { id, step: JSON.parse(bytes.toString("utf8")) as Step, bytes: bytes.length * 3 };
}
