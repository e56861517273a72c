import assert from "node:assert/strict";
import fc from "fast-check";
import { bar, spark } from "./bar.ts";
import { sectionsIn } from "./table.ts";

Deno.test("bar() is as long as its share, whatever it is asked for", () => {
  assert.equal(bar(0, 4), "····");
  assert.equal(bar(0.5, 4), "██··");
  assert.equal(bar(0.55, 4), "██▏·");
  assert.equal(bar(1, 4), "████");
  assert.equal(bar(1.2, 4), "████");
  assert.equal(bar(-1, 4), "····");
  assert.equal(bar(NaN, 4), "····");
  assert.equal(bar(0.5, 0), "");
});

Deno.test("spark() draws values beside one another, losses on the ground", () => {
  assert.equal(spark([-1, 0, 1, 4, 8]), "▁▁▂▅█");
  assert.equal(spark([0, 0]), "▁▁");
});

const SECTION = {
  title: "Saved",
  heads: ["this run", "all time"],
  lines: [
    { name: "of the bill", figures: ["12.3 %", "9.0 %"], share: 0.5, note: "a note that is long" },
    { name: "a_name_that_is_longer_than_most_names", figures: ["1", "2"] },
  ],
};

Deno.test("figures stand under their titles, names keep both ends, and notes and bars go first", () => {
  assert.equal(
    sectionsIn([SECTION, { title: "Empty", lines: [] }], 100, false),
    "\nSaved                                                          this run  all time\n" +
      "  of the bill                            ██████████··········    12.3 %     9.0 %\n" +
      "  a_name_that_is_longer_than_most_names                               1         2\n",
  );
  assert.equal(
    sectionsIn([SECTION], 44, false),
    "\nSaved                     this run  all time\n" +
      "  of the bill               12.3 %     9.0 %\n" +
      "  a_name_…han_most_names         1         2\n",
  );
  assert.ok(sectionsIn([SECTION], 44, true).startsWith("\n\u001b[1mSaved\u001b[0m   "));
});

Deno.test("names are as wide as a terminal shows them, and steer none", () => {
  const lines = [{ name: "模型", figures: ["1"] }, { name: "red\u001b[31m", figures: ["2"] }];
  assert.equal(
    sectionsIn([{ title: "Models", lines }], 40, false),
    "\nModels\n  模型          1\n  red?[31m      2\n",
  );
});

Deno.test("no line is wider than the terminal", () => {
  const line = fc.record({
    name: fc.string({ minLength: 1, maxLength: 60, unit: "grapheme-ascii" }),
    figures: fc.array(fc.constantFrom("1", "12.3 k", "100.0 %"), { minLength: 1, maxLength: 3 }),
    share: fc.option(fc.double({ min: -1, max: 2 }), { nil: undefined }),
    note: fc.option(fc.string({ maxLength: 40 }), { nil: undefined }),
  });
  const holds = fc.property(
    fc.array(line, { minLength: 1, maxLength: 5 }),
    fc.integer({ min: 45, max: 100 }),
    (lines, width) => {
      const text = sectionsIn([{ title: "Title", lines }], width, false);
      for (const one of text.split("\n")) assert.ok(one.length <= width, `${one.length} ${one}`);
    },
  );
  fc.assert(holds);
});
