import { type Entry, numberOf, tokensSaved } from "../../memory/glossary/entry.ts";

/** What entries can be sorted by, the largest or latest first, refs from the lowest. */
export const ORDERS: Readonly<Record<string, (entry: Entry) => number>> = {
  saved: tokensSaved,
  occurrences: ({ occurrences }) => occurrences,
  requests: ({ requests }) => requests,
  length: ({ text }) => text.length,
  first: ({ firstSeen }) => firstSeen,
  last: ({ lastSeen }) => lastSeen,
  ref: ({ ref }) => -numberOf(ref)!,
};

/** Entries in one of these orders. */
export function sortedBy(order: string, entries: readonly Entry[]): Entry[] {
  const keys = new Map(entries.map((entry) => [entry, ORDERS[order](entry)]));
  return entries.toSorted((a, b) => keys.get(b)! - keys.get(a)!);
}
