import { type Kind, kindOf } from "../../glossary/kind.ts";
import { LONGEST_NAME } from "../../glossary/name.ts";
import { looksLikeKey } from "../../glossary/secret.ts";
import type { Book } from "./book.ts";
import { type Entry, numberOf, tokensSaved } from "./entry.ts";

/** The version of the file that is written. */
const VERSION = 1;

/** What a file of a glossary turned out to hold. */
export type Reading =
  | { readonly kind: "book"; readonly book: Book }
  /** A newer squeezr wrote it. */
  | { readonly kind: "newer"; readonly version: number }
  /** It is no glossary, or not a whole one. */
  | {
    readonly kind: "damaged";
    readonly problem: string;
    /** No ref that it speaks of has this number or a higher one. */
    readonly next: number;
  };

/** A book as a file has it: an entry a line. */
export function printed({ entries, next, cleared }: Book): string {
  const head = `{"version":${VERSION},"next":${next},"cleared":${cleared},"entries":[`;
  return `${head}${
    entries.map((entry) => `\n${JSON.stringify(writtenOf(entry))}`).join(",")
  }\n]}\n`;
}

/** The same to be looked at, with the tokens that each ref would have saved. It can be read as a file can. */
export function shown({ entries, next, cleared }: Book) {
  return {
    version: VERSION,
    next,
    cleared,
    size: entries.length,
    entries: entries.map((entry) => ({ ...writtenOf(entry), tokens_saved: tokensSaved(entry) })),
  };
}

/** An entry as files and answers have it. */
function writtenOf({ ref, kind, text, ...seen }: Entry) {
  return {
    ref,
    kind,
    text,
    occurrences: seen.occurrences,
    requests: seen.requests,
    first_seen: new Date(seen.firstSeen).toISOString(),
    last_seen: new Date(seen.lastSeen).toISOString(),
  };
}

/** Names of which it is known what they are: to find that out takes longer than all else in reading a file. */
export type Known = ReadonlyMap<string, Kind>;

/** Reads a file. Every value is checked: it may have been written by hand, or cut short. */
export function readingOf(text: string, known: Known = new Map()): Reading {
  try {
    return bookIn(JSON.parse(text), known);
  } catch (error) {
    if (!(error instanceof Wrong || error instanceof SyntaxError)) throw error;
    const problem = error instanceof Wrong ? error.message : "it is not JSON";
    return { kind: "damaged", problem, next: nextAfter(text) };
  }
}

/** What is wrong in a file, and where. It quotes nothing that was read. */
class Wrong extends Error {}

function bookIn(value: unknown, known: Known): Reading {
  if (!isObject(value)) throw new Wrong("it is no JSON object");
  const { version, next, cleared, entries: list } = value;
  if (!isCount(version)) throw new Wrong("version is missing");
  if (version > VERSION) return { kind: "newer", version };
  if (!isCount(next) || next < 1) throw new Wrong("next must be a whole number, 1 or more");
  if (!isCount(cleared)) throw new Wrong("cleared must be a whole number, 0 or more");
  if (!Array.isArray(list)) throw new Wrong("entries must be a list");
  const entries = list.flatMap((entry, i) => entryIn(entry, `entries[${i}]`, known));
  for (const name of ["ref", "text"] as const) onlyOnce(entries, name);
  const high = entries.findIndex(({ ref }) => numberOf(ref)! >= next);
  if (high >= 0) throw new Wrong(`entries[${high}].ref must be lower than next`);
  return { kind: "book", book: { entries, next, cleared } };
}

/** An entry, or nothing where its text is no name, or looks like a key: it was written by an older squeezr, or by hand. */
function entryIn(value: unknown, where: string, known: Known): Entry[] {
  if (!isObject(value)) throw new Wrong(`${where} must be an object`);
  const { ref, text, occurrences, requests } = value;
  if (numberOf(ref) === undefined) throw new Wrong(`${where}.ref must be $P and a number`);
  if (typeof text !== "string") throw new Wrong(`${where}.text must be a string`);
  if (!isCount(occurrences)) throw new Wrong(`${where}.occurrences must be a whole number`);
  if (!isCount(requests)) throw new Wrong(`${where}.requests must be a whole number`);
  const [firstSeen, lastSeen] = ["first_seen", "last_seen"].map((name) => {
    const time = typeof value[name] === "string" ? Date.parse(value[name]) : NaN;
    if (Number.isNaN(time)) {
      throw new Wrong(`${where}.${name} must be a time such as 2026-01-31T12:00:00Z`);
    }
    return time;
  });
  const kind = known.get(text) ?? nameKindOf(text);
  if (kind === undefined) return [];
  return [{ ref: String(ref), kind, text, occurrences, requests, firstSeen, lastSeen }];
}

function nameKindOf(text: string): Kind | undefined {
  const isName = text.length <= LONGEST_NAME && !/[\s\p{Cc}]/u.test(text) && !looksLikeKey(text);
  return isName ? kindOf(text) : undefined;
}

function onlyOnce(entries: readonly Entry[], name: "ref" | "text"): void {
  const seen = new Set<string>();
  entries.forEach((entry, i) => {
    if (seen.has(entry[name])) throw new Wrong(`entries[${i}].${name} stands there twice`);
    seen.add(entry[name]);
  });
}

/** Also of a file that is damaged the refs are read, so that none of them comes to mean something else. */
function nextAfter(text: string): number {
  const numbers = [...text.matchAll(/"\$P([1-9]\d{0,14})"|"next"\s*:\s*([1-9]\d{0,14})/g)]
    .map(([, ref, next]) => ref === undefined ? Number(next) : Number(ref) + 1);
  return numbers.reduce((most, number) => Math.max(most, number), 1);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
