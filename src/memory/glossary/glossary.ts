import type { Find } from "../../glossary/finds.ts";
import { type Book, emptied, type Import, withEntries, withSeen } from "./book.ts";
import { type Entry, type Sighting, together } from "./entry.ts";
import { type Shelf, shelfIn } from "./shelf.ts";

/** What became of entries of another glossary. */
export type Imported = Omit<Import, "book">;

/** Long names with their refs, kept over restarts and shared between processes. */
export interface Glossary {
  /** `disk`: in `glossary.json`. `memory`: lost at the end. */
  readonly state: "disk" | "memory";
  /** What was wrong with the file, when it was opened or since. */
  readonly problem: string | undefined;
  /** How many entries there are. */
  readonly size: number;
  /** Remembers the finds of a request. They get their refs when they are written down, a moment later. */
  see(finds: readonly Find[]): void;
  /** All that is known, what was seen just now with it. */
  book(): Promise<Book>;
  /** Drops all entries, and says how many those were. Throws `GlossaryTrouble` where that can't be written. */
  clear(): Promise<number>;
  /** Takes over entries of another glossary. Throws as `clear`. */
  take(entries: readonly Entry[]): Promise<Imported>;
  /** Writes down what was seen. Nothing may be asked any more. */
  close(): Promise<void>;
}

/** The glossary can't be written just now. */
export class GlossaryTrouble extends Error {
  override readonly name = "GlossaryTrouble";
}

export interface GlossaryOptions {
  /** The state folder; `undefined` keeps all in memory. */
  readonly folder: string | undefined;
  readonly maxEntries: number;
  /** In milliseconds since 1970. */
  readonly now: () => number;
  /** Takes what goes wrong later, once for each thing. */
  readonly tell?: (problem: string) => void;
}

/** How long what was seen may wait for more, in milliseconds. */
const PAUSE = 2000;

export function openGlossary(options: GlossaryOptions): Glossary {
  return new KeptGlossary(options, shelfIn(options.folder));
}

class KeptGlossary implements Glossary {
  readonly #options: GlossaryOptions;
  readonly #shelf: Shelf;
  #seen = new Map<string, Sighting>();
  /** How often the book had been cleared when the first of those was seen. */
  #cleared = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told: string | undefined;
  /** Who opened it is told of what was wrong then. */
  #known: string | undefined;
  #saved: Promise<void> = Promise.resolve();

  constructor(options: GlossaryOptions, shelf: Shelf) {
    this.#options = options;
    this.#shelf = shelf;
    this.#known = shelf.problem;
  }

  get state(): "disk" | "memory" {
    return this.#shelf.state;
  }

  get problem(): string | undefined {
    return this.#shelf.problem;
  }

  get size(): number {
    return this.#shelf.book.entries.length;
  }

  see(finds: readonly Find[]): void {
    if (finds.length === 0) return;
    const now = this.#options.now();
    if (this.#seen.size === 0) this.#cleared = this.#shelf.book.cleared;
    for (const find of finds) this.#add({ ...find, requests: 1, firstSeen: now, lastSeen: now });
    this.#saveSoon();
  }

  async book(): Promise<Book> {
    await this.#save();
    this.#shelf.look();
    return this.#shelf.book;
  }

  async clear(): Promise<number> {
    let size = 0;
    await this.#mustChange((book) => {
      size = book.entries.length;
      this.#seen.clear();
      return emptied(book);
    });
    return size;
  }

  async take(entries: readonly Entry[]): Promise<Imported> {
    let imported: Imported = { added: 0, known: 0, renamed: 0 };
    const now = this.#options.now();
    const past = entries.map((entry) => seenBy(entry, now));
    await this.#mustChange((book) => {
      const { book: changed, ...counts } = withEntries(book, past, this.#options.maxEntries);
      imported = counts;
      return changed;
    });
    return imported;
  }

  async close(): Promise<void> {
    await this.#save();
    clearTimeout(this.#timer);
  }

  #add(sighting: Sighting): void {
    const known = this.#seen.get(sighting.text);
    if (known === undefined && this.#seen.size >= this.#options.maxEntries) return;
    this.#seen.set(sighting.text, known ? together(known, sighting) : sighting);
  }

  async #mustChange(work: Parameters<Shelf["change"]>[0]): Promise<void> {
    const problem = await this.#shelf.change(work);
    if (problem !== undefined) throw new GlossaryTrouble(problem);
  }

  #saveSoon(): void {
    this.#timer ??= setTimeout(() => void this.#save(), PAUSE);
  }

  /** Resolves when all is written down that has been seen so far, or can't be just now. */
  #save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#saved = this.#saved.then(() => this.#write());
    return this.#saved;
  }

  async #write(): Promise<void> {
    if (this.#seen.size === 0) return;
    const [seen, cleared] = [this.#seen, this.#cleared];
    this.#seen = new Map();
    const problem = await this.#shelf.change((book) =>
      // What was seen before somebody cleared the glossary has gone with it.
      book.cleared === cleared ? withSeen(book, seen.values(), this.#options.maxEntries) : book
    );
    this.#tell(problem);
    this.#tellOfFile();
    if (problem === undefined) return;
    this.#cleared = cleared;
    for (const sighting of seen.values()) this.#add(sighting);
    this.#saveSoon();
  }

  #tellOfFile(): void {
    const { problem } = this.#shelf;
    if (problem === this.#known || problem === undefined) return;
    this.#known = problem;
    this.#options.tell?.(problem);
  }

  #tell(problem: string | undefined): void {
    if (problem === this.#told) return;
    this.#told = problem;
    if (problem !== undefined) {
      this.#options.tell?.(`The glossary can't be written just now: ${problem}`);
    }
  }
}

/** Nothing was seen in the future, whatever another glossary says: it would make all else look old. */
function seenBy(entry: Entry, now: number): Entry {
  const { firstSeen, lastSeen } = entry;
  return { ...entry, firstSeen: Math.min(firstSeen, now), lastSeen: Math.min(lastSeen, now) };
}
