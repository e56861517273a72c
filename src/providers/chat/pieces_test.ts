import assert from "node:assert/strict";
import { spansOf } from "../../json/spans.ts";
import { Pieces } from "./pieces.ts";

const cases: readonly (readonly [string, readonly unknown[], unknown])[] = [
  ["texts are joined", ["Wö", "", "rd"], "Wörd"],
  ["lists grow", [[1], [], [{ a: 2 }, 3]], [1, { a: 2 }, 3]],
  ["of objects the last stands", [{ a: 1 }, { b: 2 }], { b: 2 }],
  ["null says nothing", [null, "x", null], "x"],
  ["nothing but null is null", [null], null],
];

for (const [says, values, want] of cases) {
  Deno.test(`a value that came in pieces: ${says}`, () => {
    const pieces = new Pieces();
    for (const value of values) {
      pieces.add(spansOf(new TextEncoder().encode(JSON.stringify(value)))!);
    }
    assert.deepEqual(JSON.parse(pieces.json), want);
  });
}
