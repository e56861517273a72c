import assert from "node:assert/strict";
import type { Change } from "../expand/case.ts";
import { rightSource, withWrongSource } from "../expand/source.ts";
import { cases } from "./cases.ts";

for (const { point, says, run, wrong } of cases) {
  Deno.test(`${point} on Chat: ${says}`, () => run(rightSource));
  for (const [i, change] of wrong.entries()) {
    Deno.test({
      name: `wrong ${i + 1} of ${point} on Chat is caught: ${says}`,
      // What is broken may leave things behind.
      sanitizeOps: false,
      sanitizeResources: false,
      fn: () =>
        withWrongSource(
          [change].flat() as Change[],
          (source) => assert.rejects(run(source)),
        ),
    });
  }
}
