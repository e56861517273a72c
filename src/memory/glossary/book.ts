import { type Entry, numberOf, refOf, type Sighting, together } from "./entry.ts";

/** All entries, and what is needed to give no ref twice. */
export interface Book {
  readonly entries: readonly Entry[];
  /** The number of the next ref: all refs ever given have lower ones. */
  readonly next: number;
  /** How often it was cleared: what was seen before that is not to come back. */
  readonly cleared: number;
}

export const EMPTY: Book = { entries: [], next: 1, cleared: 0 };

/** Adds what was seen. Names that are new get refs, unless the book is full and they are the least useful. */
export function withSeen(book: Book, seen: Iterable<Sighting>, most: number): Book {
  const byText = new Map(book.entries.map((entry): [string, Sighting] => [entry.text, entry]));
  for (const sighting of seen) {
    const known = byText.get(sighting.text);
    byText.set(sighting.text, known ? together(known, sighting) : sighting);
  }
  let { next } = book;
  const entries = mostUseful([...byText.values()], most)
    .map((one): Entry => isEntry(one) ? one : { ref: refOf(next++), ...one });
  return { ...book, entries, next };
}

/** Drops all entries. Their refs are not given again. */
export function emptied(book: Book): Book {
  return { entries: [], next: book.next, cleared: book.cleared + 1 };
}

/** What came of taking over entries. */
export interface Import {
  readonly book: Book;
  /** Those for which there was room. */
  readonly added: number;
  /** Their texts had a ref already. */
  readonly known: number;
  /** Of those added: their own ref was given to another text here, or may have been. */
  readonly renamed: number;
}

/** A ref of another book with a higher number would make all that follow long: its name gets one of ours. */
const HIGHEST_TAKEN = 999_999;

/** Adds entries of another book. Each keeps its ref where that was never given here. */
export function withEntries(book: Book, others: readonly Entry[], most: number): Import {
  const byText = new Map(book.entries.map((entry) => [entry.text, entry]));
  const fresh = others.filter(({ text }) => !byText.has(text));
  for (const other of others) {
    const known = byText.get(other.text);
    if (known) byText.set(other.text, larger(known, other));
  }
  const keepsRef = ({ ref }: Entry) =>
    numberOf(ref)! >= book.next && numberOf(ref)! <= HIGHEST_TAKEN;
  let next = fresh.filter(keepsRef)
    .reduce((most, { ref }) => Math.max(most, numberOf(ref)! + 1), book.next);
  const renamed = new Set<Entry>();
  const taken = fresh.map((entry): Entry => {
    if (keepsRef(entry)) return entry;
    const ours = { ...entry, ref: refOf(next++) };
    renamed.add(ours);
    return ours;
  });
  const entries = mostUseful([...byText.values(), ...taken], most);
  const stayed = new Set(entries);
  return {
    book: { ...book, entries, next },
    added: taken.filter((entry) => stayed.has(entry)).length,
    known: others.length - fresh.length,
    renamed: entries.filter((entry) => renamed.has(entry)).length,
  };
}

/** Of one name in two books: an import that is made twice must not count twice. */
function larger(one: Entry, other: Entry): Entry {
  return {
    ...one,
    occurrences: Math.max(one.occurrences, other.occurrences),
    requests: Math.max(one.requests, other.requests),
    firstSeen: Math.min(one.firstSeen, other.firstSeen),
    lastSeen: Math.max(one.lastSeen, other.lastSeen),
  };
}

function isEntry(one: Sighting): one is Entry {
  return "ref" in one;
}

/** In their order, without those of least use where there are too many. */
function mostUseful<T extends Sighting>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  const now = all.reduce((latest, { lastSeen }) => Math.max(latest, lastSeen), 0);
  const ranked = all.map((one) => ({ one, use: useOf(one, now) })).sort((a, b) => b.use - a.use);
  const kept = new Set(ranked.slice(0, most).map(({ one }) => one));
  return all.filter((one) => kept.has(one));
}

/** A name that is not seen any more loses half of its use in this time, in milliseconds. */
const HALF_LIFE = 14 * 24 * 3600 * 1000;
/** About what a ref takes, and what it takes to say what it means. In characters. */
const REF = 4;
const MEANING = 8;

/** About how many characters the ref would have saved, what is long ago counting less. */
function useOf({ text: { length }, occurrences, requests, lastSeen }: Sighting, now: number) {
  const saved = occurrences * (length - REF) - requests * (length + MEANING);
  return saved * 2 ** ((lastSeen - now) / HALF_LIFE);
}
