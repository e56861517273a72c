import assert from "node:assert/strict";
import { EMPTY, withSeen } from "./book.ts";
import { printed, readingOf, shown } from "./form.ts";
import { pathOf, sighting } from "./testing.ts";

const BOOK = withSeen(EMPTY, [sighting(pathOf(1)), sighting("C:\\Users\\developer\\übung.txt")], 9);

Deno.test("what is printed is read back", () => {
  assert.deepEqual(readingOf(printed(BOOK)), { kind: "book", book: BOOK });
  assert.deepEqual(readingOf(printed(EMPTY)), { kind: "book", book: EMPTY });
  assert.deepEqual(readingOf(JSON.stringify(shown(BOOK))), { kind: "book", book: BOOK });
});

const ENTRY = shown(BOOK).entries[0];

function fileWith(change: Record<string, unknown>, entry: Record<string, unknown> = {}): string {
  const file = { version: 1, next: 9, cleared: 0, entries: [{ ...ENTRY, ...entry }], ...change };
  return JSON.stringify(file);
}

/** Files that are wrong, and what is said of them. */
const WRONG: readonly (readonly [file: string, problem: string])[] = [
  ["", "it is not JSON"],
  [printed(BOOK).slice(0, -10), "it is not JSON"],
  ["[]", "it is no JSON object"],
  ["{}", "version is missing"],
  [fileWith({ next: 0 }), "next must be a whole number, 1 or more"],
  [fileWith({ cleared: -1 }), "cleared must be a whole number, 0 or more"],
  [fileWith({ entries: {} }), "entries must be a list"],
  [fileWith({ entries: [1] }), "entries[0] must be an object"],
  [fileWith({ entries: [ENTRY, ENTRY] }), "entries[1].ref stands there twice"],
  [fileWith({ entries: [ENTRY, { ...ENTRY, ref: "$P2" }] }), "entries[1].text stands there twice"],
  [fileWith({ next: 1 }), "entries[0].ref must be lower than next"],
  [fileWith({}, { ref: "$P0" }), "entries[0].ref must be $P and a number"],
  [fileWith({}, { text: 1 }), "entries[0].text must be a string"],
  [fileWith({}, { occurrences: 1.5 }), "entries[0].occurrences must be a whole number"],
  [fileWith({}, { requests: "1" }), "entries[0].requests must be a whole number"],
  [
    fileWith({}, { last_seen: "yesterday" }),
    "entries[0].last_seen must be a time such as 2026-01-31T12:00:00Z",
  ],
];

for (const [file, problem] of WRONG) {
  Deno.test(`of a file that is wrong it is told: ${problem}`, () => {
    const reading = readingOf(file);
    assert.equal(reading.kind === "damaged" && reading.problem, problem);
  });
}

Deno.test("a file of a newer version is told from a damaged one", () => {
  assert.deepEqual(readingOf(fileWith({ version: 2 })), { kind: "newer", version: 2 });
});

Deno.test("of a damaged file it is known which refs were given", () => {
  for (const file of [printed(BOOK).slice(0, -10), `x${printed(BOOK)}`]) {
    const reading = readingOf(file);
    assert.equal(reading.kind === "damaged" && reading.next, 3);
  }
});

Deno.test("what looks like a key, or is no name, is not taken from a file", () => {
  const mixed = "Zk3vQ9xT2mB7nL5pR8wY1cF6hJ4dZk3vQ9xT";
  for (const text of [mixed, `/srv/${mixed}`, "words with spaces between them", "x".repeat(600)]) {
    assert.deepEqual(readingOf(fileWith({}, { text })), {
      kind: "book",
      book: { ...EMPTY, next: 9 },
    });
  }
});

Deno.test("a text that would do something to a terminal is no name", () => {
  const reading = readingOf(fileWith({}, { text: `/home/dev/\u001b[31m/${"a".repeat(30)}.ts` }));
  assert.deepEqual(reading.kind === "book" && reading.book.entries, []);
});
