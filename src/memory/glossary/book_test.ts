import assert from "node:assert/strict";
import fc from "fast-check";
import { type Book, emptied, EMPTY, withEntries, withSeen } from "./book.ts";
import { type Entry, numberOf } from "./entry.ts";
import { printed, readingOf } from "./form.ts";
import { DAY, NOW } from "../testing.ts";
import { pathOf, sighting } from "./testing.ts";

const [ONE, TWO, THREE] = [1, 2, 3].map(pathOf);

function refs({ entries }: Book): [string, string][] {
  return entries.map(({ ref, text }) => [ref, text]);
}

Deno.test("names get refs in the order in which they are seen, and what is seen again adds up", () => {
  const first = withSeen(EMPTY, [sighting(ONE), sighting(TWO)], 10);
  const later = { occurrences: 30, firstSeen: NOW + 5, lastSeen: NOW + 5 };
  const book = withSeen(first, [sighting(TWO, later), sighting(THREE)], 10);
  assert.deepEqual(refs(book), [["$P1", ONE], ["$P2", TWO], ["$P3", THREE]]);
  const { occurrences, requests, firstSeen, lastSeen } = book.entries[1];
  assert.deepEqual([occurrences, requests, firstSeen, lastSeen], [50, 2, NOW, NOW + 5]);
});

Deno.test("in a full book the least useful goes, and its ref is not given again", () => {
  const book = withSeen(EMPTY, [sighting(ONE, { occurrences: 90 }), sighting(TWO)], 2);
  const fuller = withSeen(book, [sighting(THREE, { occurrences: 30 })], 2);
  assert.deepEqual(refs(fuller), [["$P1", ONE], ["$P3", THREE]]);
  const again = withSeen(fuller, [sighting(TWO, { occurrences: 80 })], 2);
  assert.deepEqual(refs(again), [["$P1", ONE], ["$P4", TWO]]);
});

Deno.test("a name that does not get in costs no ref", () => {
  const book = withSeen(EMPTY, [sighting(ONE, { occurrences: 90 })], 1);
  assert.equal(withSeen(book, [sighting(TWO)], 1).next, 2);
});

Deno.test("what was not seen for long goes before what is seen now", () => {
  const old = sighting(ONE, { occurrences: 100, lastSeen: NOW - 90 * DAY });
  const book = withSeen(withSeen(EMPTY, [old], 1), [sighting(TWO)], 1);
  assert.deepEqual(refs(book), [["$P2", TWO]]);
});

Deno.test("a cleared book gives no ref again", () => {
  const book = emptied(withSeen(EMPTY, [sighting(ONE), sighting(TWO)], 10));
  assert.deepEqual(refs(withSeen(book, [sighting(ONE)], 10)), [["$P3", ONE]]);
  assert.equal(book.cleared, 1);
});

const imported = (ref: string, text: string): Entry => ({ ref, ...sighting(text) });

Deno.test("entries that are taken over keep their refs where those were never given", () => {
  const { book, ...counts } = withEntries(EMPTY, [imported("$P7", ONE), imported("$P3", TWO)], 10);
  assert.deepEqual(refs(book), [["$P7", ONE], ["$P3", TWO]]);
  assert.equal(book.next, 8);
  assert.deepEqual(counts, { added: 2, known: 0, renamed: 0 });
});

Deno.test("no ref that was given comes to mean what another glossary means by it", () => {
  const ours = withSeen(EMPTY, [sighting(ONE), sighting(TWO)], 10);
  const theirs = [imported("$P1", TWO), imported("$P2", THREE), imported("$P9", pathOf(4))];
  const { book, ...counts } = withEntries(ours, theirs, 10);
  assert.deepEqual(refs(book), [["$P1", ONE], ["$P2", TWO], ["$P10", THREE], ["$P9", pathOf(4)]]);
  assert.deepEqual(counts, { added: 2, known: 1, renamed: 1 });
});

Deno.test("an import is counted by what there was room for", () => {
  const ours = withSeen(EMPTY, [sighting(ONE, { occurrences: 90 })], 2);
  const rare = { ...imported("$P9", THREE), occurrences: 1 };
  const { book, ...counts } = withEntries(ours, [imported("$P1", TWO), rare], 2);
  assert.deepEqual(refs(book).map(([, text]) => text), [ONE, TWO]);
  assert.deepEqual(counts, { added: 1, known: 0, renamed: 1 });
});

Deno.test("refs and counts of another glossary can't lead where none could follow", () => {
  const most = Number.MAX_SAFE_INTEGER;
  const other = { ...imported("$P999999999999999", ONE), occurrences: most, requests: most };
  const { book } = withEntries(EMPTY, [other], 10);
  assert.deepEqual(refs(book), [["$P1", ONE]]);
  const after = withSeen(book, [sighting(ONE), sighting(TWO)], 10);
  assert.deepEqual(readingOf(printed(after)), { kind: "book", book: after });
});

Deno.test("an import that is made twice counts once", () => {
  const theirs = [imported("$P1", ONE)];
  const once = withEntries(EMPTY, theirs, 10).book;
  assert.deepEqual(withEntries(once, theirs, 10).book, once);
});

type Step =
  | { readonly does: "see" | "take"; readonly names: readonly (readonly [number, number])[] }
  | { readonly does: "clear" };

const steps = fc.array(
  fc.oneof(
    fc.record({
      does: fc.constantFrom("see" as const, "take" as const),
      names: fc.uniqueArray(fc.tuple(fc.nat(12), fc.integer({ min: 20, max: 99 })), {
        maxLength: 6,
        selector: ([name]) => name,
      }),
    }),
    fc.constant<Step>({ does: "clear" }),
  ),
  { maxLength: 30 },
);

function after(book: Book, step: Step): Book {
  if (step.does === "clear") return emptied(book);
  const seen = step.names.map(([name, occurrences]) => sighting(pathOf(name), { occurrences }));
  if (step.does === "see") return withSeen(book, seen, 5);
  return withEntries(book, seen.map((one, i) => ({ ref: `$P${i + 1}`, ...one })), 5).book;
}

Deno.test("a ref never means two names, whatever is seen, taken over, dropped and cleared", () => {
  fc.assert(fc.property(steps, (steps) => {
    const meanings = new Map<string, string>();
    let book = EMPTY;
    for (const step of steps) {
      book = after(book, step);
      assert.ok(book.entries.length <= 5);
      for (const { ref, text } of book.entries) {
        assert.equal(meanings.get(ref) ?? text, text);
        assert.ok(numberOf(ref)! < book.next);
        meanings.set(ref, text);
      }
    }
  }));
});
