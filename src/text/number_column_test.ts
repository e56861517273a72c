import assert from "node:assert/strict";
import { numberedOf } from "./number_column.ts";

const styles: readonly (readonly [name: string, lines: readonly string[]])[] = [
  ["a tab", ["9\ta", "10\t", "11\t  b"]],
  ["padding and an arrow", ["     9→a", "    10→", "    11→  b"]],
  ["a colon and a space", ["9: a", "10:", "11:   b"]],
  ["a colon", ["9:a", "10:", "11:  b"]],
];

for (const [name, lines] of styles) {
  Deno.test(`numberedOf() takes off numbers before ${name}`, () => {
    const { contents, numbers } = numberedOf(lines);
    assert.deepEqual(contents, ["a", "", "  b"]);
    assert.deepEqual([...numbers], [9, 10, 11]);
  });
}

Deno.test("numberedOf() leaves lines alone that do not count on", () => {
  for (const lines of [["1: a", "3: b", "9: c"], ["1\ta", "2\tb"], ["a", "b", "c"], []]) {
    const { contents, numbers } = numberedOf(lines);
    assert.deepEqual(contents, lines);
    assert.ok(numbers.every((number) => number === 0));
  }
});

Deno.test("numberedOf() leaves what stands between numbered lines alone", () => {
  const { contents, numbers } = numberedOf(["head", "1\ta", "2\tb", "3\tc", "[4 lines]", "8\th"]);
  assert.deepEqual(contents, ["head", "a", "b", "c", "[4 lines]", "h"]);
  assert.deepEqual([...numbers], [0, 1, 2, 3, 0, 8]);
});
