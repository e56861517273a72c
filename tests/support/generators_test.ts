import fc from "fast-check";
import { recipes, requestsOf } from "./generators.ts";
import { assertLaw, lawReport } from "./law.ts";

Deno.test("a generated session is one that the provider takes, from its first request to its last", async () => {
  const taken = fc.asyncProperty(recipes(), async (recipe) => {
    assertLaw(lawReport(await requestsOf(recipe)));
  });
  await fc.assert(taken, { numRuns: 30 });
});
