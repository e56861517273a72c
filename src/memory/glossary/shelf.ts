import { ensureFolder } from "../disk.ts";
import { type Book, EMPTY } from "./book.ts";
import { DiskShelf, isTrouble } from "./disk_shelf.ts";

/** Where the book is kept. */
export interface Shelf {
  readonly state: "disk" | "memory";
  /** As it was when it was last looked at. */
  readonly book: Book;
  /** What was wrong with the file, when it was opened or since. */
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
  if (folder === undefined) return inMemory(undefined);
  try {
    ensureFolder(folder);
    return DiskShelf.open(folder);
  } catch (error) {
    if (!isTrouble(error)) throw error;
    return inMemory(`Cannot keep the glossary in ${folder}: ${error.message}. ${IN_MEMORY}`);
  }
}

function inMemory(problem: string | undefined): Shelf {
  let book = EMPTY;
  return {
    state: "memory",
    get book() {
      return book;
    },
    problem,
    look: () => {},
    change: (work) => {
      book = work(book);
      return Promise.resolve(undefined);
    },
  };
}
