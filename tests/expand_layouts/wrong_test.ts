import assert from "node:assert/strict";
import type { Change } from "../expand/case.ts";
import { withWrongSource } from "../expand/source.ts";
import { cases } from "./cases/list.ts";

/** What is loaded once more is right as long as it is not broken. */
Deno.test("a source in which nothing is broken is caught nowhere", async () => {
  const same = "export function spansOf";
  await withWrongSource([{ file: "json/spans.ts", from: same, to: same }], async (source) => {
    for (const { run } of cases) await run(source);
  });
});

/** Every rule has a source that breaks it, and its case tells: the cases are worth what they refuse. */
for (const { point, says, run, wrong } of cases) {
  for (const [i, change] of wrong.entries()) {
    Deno.test({
      name: `wrong ${i + 1} of ${point} is caught: ${says}`,
      // What is broken may leave things behind.
      sanitizeOps: false,
      sanitizeResources: false,
      fn: () =>
        withWrongSource([change].flat() as Change[], (source) => assert.rejects(run(source))),
    });
  }
}
