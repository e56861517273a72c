import assert from "node:assert/strict";
import fc from "fast-check";
import { effortOf } from "../../tests/support/effort.ts";
import { type Find, findsIn, type Least } from "./finds.ts";
import { kindOf } from "./kind.ts";
import type { Names } from "./names.ts";
import { findsOf, inOneGo, LEAST } from "./testing.ts";

const FOLDER = "/home/dev/projects/squeezr/packages/server";

function times(count: number, text: string): string {
  return `${text} `.repeat(count);
}

function told(finds: readonly Find[]): [string, number][] {
  return finds.map(({ text, occurrences }) => [text, occurrences]);
}

Deno.test("a name counts from so many characters and occurrences on", () => {
  const name = "a_name_of_thirty_characters_xx";
  assert.deepEqual(findsOf([times(20, name)]), [{ text: name, kind: "snake", occurrences: 20 }]);
  assert.deepEqual(findsOf([times(19, name)]), []);
  assert.deepEqual(findsOf([times(20, name.slice(1))]), []);
  assert.equal(findsOf([times(3, name)], { length: 10, occurrences: 3 }).length, 1);
});

Deno.test("a folder counts where no path in it does", () => {
  const files = Array.from({ length: 25 }, (_, i) => times(3, `${FOLDER}/file_${i}.ts`));
  assert.deepEqual(told(findsOf(files)), [[FOLDER, 75]]);
});

Deno.test("of overlapping finds the longest counts, and shorter ones with what is left", () => {
  const file = `${FOLDER}/index.ts`;
  const others = Array.from({ length: 25 }, (_, i) => `${FOLDER}/file_${i}.ts`);
  assert.deepEqual(told(findsOf([times(30, file), ...others])), [[file, 30], [FOLDER, 25]]);
  assert.deepEqual(told(findsOf([times(30, file), ...others.slice(0, 19)])), [[file, 30]]);
});

Deno.test("a path counts whatever stands before and behind it", () => {
  const inner = "packages/server/source/connection.ts";
  const all = Array.from(
    { length: 10 },
    (_, i) => `/build/${i}/${inner} ./${inner}:${i} a/${inner}`,
  );
  assert.deepEqual(told(findsOf(all)), [[inner, 30]]);
});

Deno.test("parts of identifiers are those between dots and colons, and no others", () => {
  const module = "org.example.application.configuration";
  const dotted = Array.from({ length: 20 }, (_, i) => `${module}.Class${i}`);
  assert.deepEqual(told(findsOf(dotted)), [[module, 20]]);
  const snakes = Array.from({ length: 20 }, (_, i) => `a_very_long_common_beginning_of_names_${i}`);
  assert.deepEqual(findsOf(snakes), []);
});

Deno.test("a key is no find, nor is a part of it", () => {
  const key = "Zk3vQ9xT2mB7nL5pR8wY1cF6hJ4d";
  assert.deepEqual(findsOf([times(50, `https://hooks.example.com/services/${key}/all`)]), []);
});

/** The same, said as plainly as can be. */
function naiveFinds({ counts }: Names, least: Least): [string, number][] {
  const rows = [...counts].map(([name, times]) => ({ name, times, parts: partsOf(name) }));
  const stretches = rows.flatMap(({ name, times, parts }, row) =>
    parts.flatMap(([start], from) =>
      parts.map(([, end], to) => ({ text: name.slice(start, end), row, from, to, times }))
    )
  ).filter(({ text }) => text.length >= least.length);
  // Sorting is stable: of one length the one that came first stays first, and rows are gone through from the end.
  const texts = [...new Set(stretches.toSorted(byPlace).map(({ text }) => text))]
    .toSorted((a, b) => b.length - a.length);
  const taken = new Set<string>();
  return texts.flatMap((text): [string, number][] => {
    const before = new Set(taken);
    const free = stretches.toSorted(byPlace).filter((one) => {
      if (one.text !== text) return false;
      const parts = Array.from(
        { length: one.to - one.from + 1 },
        (_, i) => `${one.row} ${one.from + i}`,
      );
      if (parts.some((part) => taken.has(part))) return false;
      parts.forEach((part) => taken.add(part));
      return true;
    });
    const occurrences = free.reduce((sum, { times }) => sum + times, 0);
    if (occurrences >= least.occurrences && kindOf(text)) return [[text, occurrences]];
    taken.clear();
    before.forEach((part) => taken.add(part));
    return [];
  });
}

interface Placed {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

function byPlace(a: Placed, b: Placed): number {
  return a.row - b.row || a.from - b.from || b.to - a.to;
}

function partsOf(name: string): [start: number, end: number][] {
  const root = name.startsWith("/") ? 1 : 0;
  const separator = name.includes("/") ? "/" : ".";
  let at = 0;
  return name.slice(root).split(separator).map((part, i) => {
    const start = at + (i === 0 ? 0 : root);
    at += part.length + 1;
    return [start, at - 1 + root];
  });
}

const segment = fc.constantFrom("aa", "bb", "cc", "dd", "ee", "ff-gg", "h_i");
const names = fc.array(
  fc.tuple(
    fc.constantFrom("/", ""),
    fc.constantFrom("/", "."),
    fc.array(segment, { minLength: 1, maxLength: 9 }),
    fc.integer({ min: 1, max: 9 }),
  ),
  { maxLength: 40 },
).map((rows) => {
  const counts = new Map<string, number>();
  for (const [root, separator, segments, count] of rows) {
    const name = separator === "/" ? root + segments.join("/") : segments.join(".");
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return { counts, keys: new Set<string>() };
});

Deno.test("findsIn() finds what plain counting finds", () => {
  const leasts = fc.record({
    length: fc.integer({ min: 4, max: 16 }),
    occurrences: fc.integer({ min: 2, max: 20 }),
  });
  fc.assert(
    fc.property(names, leasts, (names, least) => {
      assert.deepEqual(told(inOneGo(findsIn(names, least))), naiveFinds(names, least));
    }),
    { numRuns: 300 },
  );
});

Deno.test("finding takes time in proportion to the names, also where all of their parts are shared", () => {
  const counts = new Map(Array.from({ length: 50_000 }, (_, i) => {
    const parts = Array.from({ length: 23 }, (_, bit) => "ab"[(i >> bit) & 1]);
    return [`${parts.join("/")}/the_last_part_of_it`, 1];
  }));
  const took = effortOf(() => inOneGo(findsIn({ counts, keys: new Set() }, LEAST)));
  // It took 350 when it was written.
  assert.ok(took < 10_000, `${took.toFixed(0)} ms`);
});
