import { closeSync, openSync, renameSync, statSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { join } from "node:path";
import { isFromOutside } from "../../sqlite/file.ts";
import { ensureFolder, readIfThere } from "../disk.ts";
import { type Book, EMPTY } from "./book.ts";
import { printed, type Reading, readingOf } from "./form.ts";
import { lockAt } from "./lock.ts";

/** Where the book is kept. */
export interface Shelf {
  readonly state: "disk" | "memory";
  /** As it was when it was last looked at. */
  readonly book: Book;
  /** What was wrong when it was opened. */
  readonly problem: string | undefined;
  /** Takes over what other processes have written. */
  look(): void;
  /**
   * Does some work on the newest book, while no other process does, and writes what it gives. `undefined` where that
   * could be done, else what keeps from it: nothing has changed then.
   */
  change(work: (book: Book) => Book): Promise<string | undefined>;
}

const IN_MEMORY = "It goes on in memory, until the proxy ends";

/** The glossary of a state folder. Where none can be kept there, the same in memory, with what is wrong as `problem`. */
export function shelfIn(folder: string | undefined): Shelf {
  if (folder === undefined) return new MemoryShelf();
  try {
    ensureFolder(folder);
    return DiskShelf.open(folder);
  } catch (error) {
    if (!isTrouble(error)) throw error;
    return new MemoryShelf(`Cannot keep the glossary in ${folder}: ${error.message}. ${IN_MEMORY}`);
  }
}

class MemoryShelf implements Shelf {
  readonly state = "memory";
  readonly problem: string | undefined;
  book = EMPTY;

  constructor(problem?: string) {
    this.problem = problem;
  }

  look(): void {}

  change(work: (book: Book) => Book): Promise<undefined> {
    this.book = work(this.book);
    return Promise.resolve(undefined);
  }
}

class NewerFile extends Error {
  constructor(version: number) {
    super(`glossary.json is of version ${version}: update this squeezr`);
  }
}

function isTrouble(error: unknown): error is Error {
  return error instanceof NewerFile || isFromOutside(error);
}

const HELD = "glossary.lock is held by another process";

class DiskShelf implements Shelf {
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

  static open(folder: string): DiskShelf {
    const shelf = new DiskShelf(folder);
    // A folder that can't be written says so here.
    closeSync(openSync(shelf.#lock, "a", 0o600));
    const damaged = shelf.#read();
    if (damaged) {
      shelf.problem = `${shelf.#file} is damaged (${damaged.problem}): it is set aside as ` +
        `${damagedName(shelf.#file)}, and a new glossary begins`;
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
      renameSync(this.#file, damagedName(this.#file));
      this.book = { ...this.book, next: Math.max(this.book.next, damaged.next) };
    }
    const book = work(this.book);
    if (book === this.book && !damaged) return;
    await replace(this.#file, printed(book));
    this.book = book;
    this.#stamp = stampOf(this.#file);
  }

  /** Takes over what the file says, if it is another one than before and is whole. */
  #read(): Extract<Reading, { kind: "damaged" }> | undefined {
    const stamp = stampOf(this.#file);
    if (stamp === this.#stamp) return undefined;
    const text = readIfThere(this.#file);
    const reading = text === undefined ? undefined : readingOf(text);
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

/**
 * Replaces the file as a whole, and returns when that is on the disk; others go on meanwhile. The lock is held, so that
 * what a process left behind that was killed here is overwritten by the next one.
 */
async function replace(file: string, text: string): Promise<void> {
  const beside = `${file}.tmp`;
  const handle = await open(beside, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
}
