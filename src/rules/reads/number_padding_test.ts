import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { numberPadding } from "./number_padding.ts";

const WIDTH = 6;
const squeezed = (text: string, tool = "Read", command = "a.txt") => {
  const sight = sightOf({ tool, command, text });
  return (numberPadding.matches(sight) ? numberPadding.squeeze(sight, String) : undefined) ?? text;
};

/** A file's lines as a read prints them, and what stands behind each number. */
const read = fc.record({
  lines: fc.array(fc.string({ unit: "binary" }).map((line) => line.replaceAll("\n", "")), {
    minLength: 3,
  }),
  first: fc.integer({ min: 1, max: 2_000_000 }),
  mark: fc.constantFrom("→", "\t"),
});

Deno.test("number_padding takes blanks away that can be put back by the width of the column", () => {
  fc.assert(fc.property(read, ({ lines, first, mark }) => {
    const column = (i: number, width: number) => String(first + i).padStart(width) + mark;
    const text = lines.map((line, i) => column(i, WIDTH) + line).join("\n");
    assert.equal(squeezed(text), lines.map((line, i) => column(i, 0) + line).join("\n"));
  }));
});

Deno.test("number_padding leaves a file's own columns alone", () => {
  const own = "    1\tann\n    2\tbob\n    3\tcy";
  assert.equal(squeezed(own, "Bash", "cat scores.tsv"), own);
  assert.equal(squeezed(own, "Bash", "cat -n names"), "1\tann\n2\tbob\n3\tcy");
  assert.equal(squeezed(own, "Bash", "sed -n 1,3p names | nl"), "1\tann\n2\tbob\n3\tcy");
  const inText = "     1→a\n     2→    1\tann\n     3→    2\tbob\n     4→    3\tcy";
  assert.equal(squeezed(inText), "1→a\n2→    1\tann\n3→    2\tbob\n4→    3\tcy");
});

Deno.test("number_padding survives long lines", () => {
  squeezed(`     1→a\n${" ".repeat(1_000_000)}\n${"     1→".repeat(200_000)}`);
});
