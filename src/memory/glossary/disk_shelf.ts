import { closeSync, openSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { isFromOutside } from "../../sqlite/file.ts";
import { readIfThere, writeWholeBeside } from "../disk.ts";
import { type Book, EMPTY } from "./book.ts";
import { printed, type Reading, readingOf } from "./form.ts";
import { lockAt } from "../lock.ts";
import type { Shelf } from "./shelf.ts";

class NewerFile extends Error {
  constructor(version: number) {
    super(`glossary.json is of version ${version}: update this squeezr`);
  }
}

/** A file of a newer squeezr, and errors of the file system and of SQLite; the others are our own. */
export function isTrouble(error: unknown): error is Error {
  return error instanceof NewerFile || isFromOutside(error);
}

const HELD = "glossary.lock is held by another process";

/** The glossary in a state folder, shared with other processes. */
export class DiskShelf implements Shelf {
  readonly state = "disk";
  book = EMPTY;
  problem: string | undefined;
  readonly #file: string;
  readonly #lock: string;
  /** Tells whether the file is the one that was read last. */
  #stamp: string | undefined;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(folder: string) {
    this.#file = join(folder, "glossary.json");
    this.#lock = join(folder, "glossary.lock");
  }

  /** Throws what `isTrouble` knows where nothing can be kept in the folder. */
  static open(folder: string): DiskShelf {
    const shelf = new DiskShelf(folder);
    // A folder that can't be written says so here.
    closeSync(openSync(shelf.#lock, "a", 0o600));
    const damaged = shelf.#read();
    if (damaged) {
      shelf.problem = shelf.#lineOf(damaged);
      void shelf.change((book) => book);
    }
    return shelf;
  }

  look(): void {
    try {
      this.#read();
    } catch (error) {
      // What was read last serves as well; whoever writes next is told.
      if (!isTrouble(error)) throw error;
    }
  }

  change(work: (book: Book) => Book): Promise<string | undefined> {
    const done = this.#last.then(() => this.#change(work));
    this.#last = done;
    return done;
  }

  async #change(work: (book: Book) => Book): Promise<string | undefined> {
    try {
      const release = await lockAt(this.#lock);
      if (release === undefined) return HELD;
      try {
        await this.#rewrite(work);
        return undefined;
      } finally {
        release();
      }
    } catch (error) {
      if (!isTrouble(error)) throw error;
      return error.message;
    }
  }

  /** To be called while the lock is held. */
  async #rewrite(work: (book: Book) => Book): Promise<void> {
    const damaged = this.#read();
    if (damaged) {
      this.problem = this.#lineOf(damaged);
      renameSync(this.#file, damagedName(this.#file));
      this.book = { ...this.book, next: Math.max(this.book.next, damaged.next) };
    }
    const book = work(this.book);
    if (book === this.book && !damaged) return;
    // The lock is held: what a process left behind that was killed here is overwritten by the next one.
    await writeWholeBeside(this.#file, `${this.#file}.tmp`, printed(book));
    this.book = book;
    this.#stamp = stampOf(this.#file);
  }

  #lineOf({ problem }: { readonly problem: string }): string {
    const goesOn = this.book.entries.length > 0
      ? "what is known of it here is written anew"
      : "a new glossary begins";
    return `${this.#file} is damaged (${problem}): it is set aside as ` +
      `${damagedName(this.#file)}, and ${goesOn}`;
  }

  /** Takes over what the file says, if it is another one than before and is whole. */
  #read(): Extract<Reading, { kind: "damaged" }> | undefined {
    const stamp = stampOf(this.#file);
    if (stamp === this.#stamp) return undefined;
    const text = readIfThere(this.#file);
    const known = new Map(this.book.entries.map(({ text, kind }) => [text, kind]));
    const reading = text === undefined ? undefined : readingOf(text, known);
    if (reading?.kind === "newer") throw new NewerFile(reading.version);
    if (reading?.kind === "damaged") return reading;
    // A file that was removed takes its entries with it, and not the refs that were given.
    const { entries, next, cleared } = reading?.book ?? { ...EMPTY, cleared: this.book.cleared };
    this.book = { entries, next: Math.max(next, this.book.next), cleared };
    this.#stamp = stamp;
    return undefined;
  }
}

function damagedName(file: string): string {
  return `${file}.damaged`;
}

/** `undefined` for a file that is not there. */
function stampOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && `${found.ino} ${found.size} ${found.mtimeMs}`;
}
