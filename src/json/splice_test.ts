import assert from "node:assert/strict";
import fc from "fast-check";
import { anyBody } from "./arbitrary.ts";
import { fields, items, kindOf, spansOf, textOf, type Value } from "./spans.ts";
import { type Edit, quote, splice } from "./splice.ts";

const utf8 = new TextEncoder();
const bytesOf = (text: string) => utf8.encode(text);
const textOfBytes = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Every string of a document in order of place, keys aside. */
function stringsOf(value: Value | undefined): Value[] {
  if (!value) return [];
  if (kindOf(value) === "string") return [value];
  return [...items(value), ...fields(value).map((member) => member.value)].flatMap(stringsOf);
}

/** The pieces of the body that stand before, between and after the edits. */
function untouched(body: Uint8Array, edits: readonly Edit[]): string[] {
  const bounds = [0, ...edits.flatMap(({ start, end }) => [start, end]), body.length];
  return edits.concat({ start: 0, end: 0, insert: body }).map((_, i) =>
    body.slice(bounds[2 * i], bounds[2 * i + 1]).join()
  );
}

/** Where the edits ended up in the spliced body. */
function moved(edits: readonly Edit[]): Edit[] {
  let shift = 0;
  return edits.map(({ start, end, insert }) => {
    const place = { start: start + shift, end: start + shift + insert.length, insert };
    shift += insert.length - (end - start);
    return place;
  });
}

const anyText = fc.string({ unit: "binary", maxLength: 20 });

Deno.test("splice() leaves bytes outside the edits alone and sets the rest to what was asked", () => {
  fc.assert(
    fc.property(anyBody, fc.infiniteStream(fc.option(anyText)), (json, asked) => {
      const body = bytesOf(json.before + json.doc.source + json.after);
      const strings = stringsOf(spansOf(body));
      const wanted = strings.map(() => asked.next().value ?? undefined);
      const edits = strings.flatMap(({ start, end }, i) => {
        const text = wanted[i];
        return text === undefined ? [] : [{ start, end, insert: quote(text) }];
      });
      const spliced = splice(body, edits);
      assert.deepEqual(untouched(spliced, moved(edits)), untouched(body, edits));
      assert.deepEqual(
        stringsOf(spansOf(spliced)).map(textOf),
        strings.map((string, i) => wanted[i] ?? textOf(string)),
      );
    }),
    { numRuns: 500 },
  );
});

Deno.test("splice() puts any bytes at any places", () => {
  const pieces = fc.array(fc.record({
    keep: fc.uint8Array({ maxLength: 9 }),
    drop: fc.uint8Array({ maxLength: 9 }),
    insert: fc.uint8Array({ maxLength: 9 }),
  }));
  fc.assert(fc.property(pieces, fc.uint8Array({ maxLength: 9 }), (pieces, rest) => {
    let start = 0;
    const edits = pieces.map(({ keep, drop, insert }) => {
      const edit = { start: start + keep.length, end: start + keep.length + drop.length, insert };
      start = edit.end;
      return edit;
    });
    const body = new Uint8Array([
      ...pieces.flatMap(({ keep, drop }) => [...keep, ...drop]),
      ...rest,
    ]);
    const want = [...pieces.flatMap(({ keep, insert }) => [...keep, ...insert]), ...rest];
    assert.deepEqual([...splice(body, edits)], want);
  }));
});

Deno.test("splice() with no edits gives the very same buffer", () => {
  const body = bytesOf('{"a":1.0}');
  assert.equal(splice(body, []), body);
});

Deno.test("splice() changes 10 MB strings and nothing beside them", () => {
  const long = "line of text\\n\\u00e9".repeat(600_000);
  const body = bytesOf(`{"n":1.0,"a":"${long}","m":-0,"b":"${long}","o":1e3}`);
  const [a, b] = stringsOf(spansOf(body));
  const insert = quote("short");
  assert.equal(
    textOfBytes(splice(body, [{ ...a, insert }, { ...b, insert }])),
    '{"n":1.0,"a":"short","m":-0,"b":"short","o":1e3}',
  );
});

Deno.test("splice() does not touch the body it is given", () => {
  const body = bytesOf("abc");
  splice(body, [{ start: 0, end: 1, insert: bytesOf("xyz") }]);
  assert.equal(textOfBytes(body), "abc");
});

const insert = new Uint8Array(1);
const BAD: readonly [string, readonly Edit[]][] = [
  ["overlap", [{ start: 0, end: 3, insert }, { start: 2, end: 4, insert }]],
  ["are out of order", [{ start: 3, end: 4, insert }, { start: 0, end: 1, insert }]],
  ["end before they start", [{ start: 3, end: 2, insert }]],
  ["start before the body", [{ start: -1, end: 2, insert }]],
  ["end after the body", [{ start: 3, end: 7, insert }]],
  ["stand at no whole place", [{ start: 0.5, end: 2, insert }]],
  ["stand nowhere", [{ start: NaN, end: NaN, insert }]],
];

for (const [what, edits] of BAD) {
  Deno.test(`splice() refuses edits that ${what}`, () => {
    assert.throws(() => splice(bytesOf("abcdef"), edits), {
      name: "RangeError",
      message: /^Cannot splice: /,
    });
  });
}
