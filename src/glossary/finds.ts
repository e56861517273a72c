import { type Kind, kindOf } from "./kind.ts";
import { LONGEST_NAME } from "./name.ts";
import type { Names } from "./names.ts";
import { Parts } from "./parts.ts";
import { looksLikeKey } from "./secret.ts";
import { Sieve, StretchHashes } from "./sieve.ts";
import { Taking } from "./taking.ts";

/** A long name that stands often in one request. */
export interface Find {
  readonly text: string;
  readonly kind: Kind;
  readonly occurrences: number;
}

/** What a find must be. */
export interface Least {
  /** In characters. */
  readonly length: number;
  readonly occurrences: number;
}

/** After so many names or texts others get their turn. */
const PIECE = 50;

/**
 * The finds of a request, the longest first, in steps. A find is a name or a stretch of it, from the beginning of one
 * part to the end of another. Of those that overlap the longest counts, as long as what longer ones left of it is
 * often enough: no part of a name counts twice.
 */
export function* findsIn(names: Names, least: Least): Generator<void, Find[]> {
  const taking = new Taking();
  for (const pass of passesOf(names, least, taking)) yield* overAll(names.counts, pass);
  const finds: Find[] = [];
  yield* overAll(taking.texts(), (text) => {
    const kind = kindOf(text);
    if (kind === undefined || names.keys.has(text) || looksLikeKey(text)) return;
    const occurrences = taking.take(text, least.occurrences);
    if (occurrences > 0) finds.push({ text, kind, occurrences });
  });
  return finds;
}

type Pass = (name: readonly [text: string, times: number]) => void;

/** The first one counts all stretches by hash, the second one collects those that may stand often enough. */
function passesOf({ keys }: Names, least: Least, taking: Taking): Pass[] {
  const sieve = new Sieve();
  const hashes = new StretchHashes(LONGEST_NAME);
  const parts = new Parts();
  const isOften = (start: number, end: number) =>
    sieve.mayReach(hashes.of(start, end), least.occurrences);
  return [
    ([name, times]) => {
      hashes.read(name);
      parts.read(name);
      parts.stretches(least.length, (_from, _to, start, end) => {
        sieve.add(hashes.of(start, end), times);
      });
    },
    ([name, times]) => {
      if (taking.isFull) return;
      hashes.read(name);
      parts.read(name);
      if (!parts.some(least.length, isOften) || holdsOneOf(name, keys) || looksLikeKey(name)) {
        return;
      }
      taking.begin(times);
      parts.stretches(least.length, (from, to, start, end) => {
        if (isOften(start, end)) taking.add(name.slice(start, end), from, to);
      });
    },
  ];
}

function holdsOneOf(name: string, keys: ReadonlySet<string>): boolean {
  for (const key of keys) if (name.includes(key)) return true;
  return false;
}

function* overAll<T>(all: Iterable<T>, visit: (one: T) => void): Generator<void, void> {
  let steps = 0;
  for (const one of all) {
    visit(one);
    if (++steps % PIECE === 0) yield;
  }
}
