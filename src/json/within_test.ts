import assert from "node:assert/strict";
import fc from "fast-check";
import { textAt } from "./literal.ts";
import { field, spansOf, textOf } from "./spans.ts";
import { quote, splice } from "./splice.ts";
import { placeWithin, writtenAt } from "./within.ts";

const utf8 = new TextEncoder();

/** A text as a literal in which any character may be escaped, in whichever way. */
function spelled(text: string, escapes: readonly boolean[]): string {
  const units = [...text].map((char, i) => {
    if (!escapes[i % escapes.length]) return JSON.stringify(char).slice(1, -1);
    return [...Array(char.length).keys()]
      .map((at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, "0")}`).join("");
  });
  return `"${units.join("")}"`;
}

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('"', "\\", "\n", "é", "😀"),
    fc.string({
      unit: "binary",
      minLength: 1,
      maxLength: 1,
    }),
  ),
}).filter((text) => text.isWellFormed());
const escapes = fc.array(fc.boolean(), { minLength: 1, maxLength: 7 });

Deno.test("a literal within a literal is read, and written back, with all around it as it was", () => {
  fc.assert(
    fc.property(text, text, text, escapes, escapes, (said, other, beside, inner, outer) => {
      const document = (literal: string) =>
        `{ "before":${JSON.stringify(beside)}, "output" :${literal}, "n":1.0 }`;
      const body = utf8.encode(`[7,${spelled(document(spelled(said, inner)), outer)},true]`);
      const [start, end] = [3, body.length - 6];
      const told = utf8.encode(textAt(body, { start, end }));
      const place = placeWithin(body, { start, end }, field(spansOf(told), "output")!);
      assert.equal(textAt(body, place), said);

      const after = splice(body, [{ ...place, insert: writtenAt(body, place, quote(other)) }]);
      const again = textOf(spansOf(after.slice(start, after.length - 6)))!;
      assert.equal(again, document(JSON.stringify(other)));
      const grown = after.length - body.length;
      assert.deepEqual(after.slice(0, place.start), body.slice(0, place.start));
      assert.deepEqual(after.slice(place.end + grown), body.slice(place.end));
    }),
    { numRuns: 300 },
  );
});

Deno.test("a literal that stands in no other one is written as it is", () => {
  const body = utf8.encode('["a"]');
  const literal = quote("b");
  assert.equal(writtenAt(body, { start: 1, end: 4 }, literal), literal);
});
