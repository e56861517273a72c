import assert from "node:assert/strict";
import fc from "fast-check";
import { items, spansOf, textAt, type Value } from "./spans.ts";
import { stringsIn } from "./strings.ts";

function read(source: string): Value {
  return spansOf(new TextEncoder().encode(source))!;
}

function said(root: Value, place: Value = root): [string | undefined, string | undefined][] {
  return [...stringsIn(root, place)].map((string) => [
    string.key && textAt(root.tape.body, string.key),
    textAt(root.tape.body, string),
  ]);
}

Deno.test("stringsIn() gives strings in order with the keys that they stand under", () => {
  const root = read(`{ "a" : "1", "b": ["2", {"c\\"": "3" , "d": 4}, ":"], "e":"" }`);
  assert.deepEqual(said(root), [
    ["a", "1"],
    [undefined, "2"],
    ['c"', "3"],
    [undefined, ":"],
    ["e", ""],
  ]);
});

Deno.test("stringsIn() keeps to its place", () => {
  const root = read(`["a", ["b", {"k": "c"}], "d"]`);
  assert.deepEqual(said(root, items(root)[1]), [[undefined, "b"], ["k", "c"]]);
  assert.deepEqual(said(root, items(root)[2]), [[undefined, "d"]]);
});

Deno.test("stringsIn() finds what JSON.parse finds", () => {
  const values = fc.jsonValue({ noUnicodeString: false });
  fc.assert(
    fc.property(values, fc.constantFrom(undefined, 1), (value, indent) => {
      const found = said(read(JSON.stringify(value, undefined, indent))).map(([, text]) => text);
      assert.deepEqual(found.toSorted(), stringsOf(value).toSorted());
    }),
    { numRuns: 50 },
  );
});

function stringsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}
