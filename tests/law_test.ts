import fc from "fast-check";
import assert from "node:assert/strict";
import { createProvider } from "../src/demo/provider.ts";
import { recipes } from "./support/generators.ts";
import { assertLaw, lawReport } from "./support/law.ts";
import type { Recipe } from "./support/moves.ts";
import { play } from "./support/play.ts";
import { statsOf, withFolder } from "./support/proxies.ts";
import { Stage } from "./support/stage.ts";
import { ProxyWorld } from "./support/worlds.ts";

/** How many things can happen to a `ProxyWorld`. */
const EVENTS = 11;

/** Plays a recipe through proxies, before a provider that refuses what the real one refuses. */
async function lawOver(recipe: Recipe): Promise<{ changedTexts: number }> {
  return await withFolder(async (home) => {
    const stage = new Stage();
    const provider = createProvider({ script: stage.script });
    const world = new ProxyWorld(provider, home);
    try {
      await play(recipe, stage, world);
      const report = lawReport(stage.passagesOf(provider.received));
      assertLaw(report);
      const { prefix } = await statsOf(world.current);
      assert.equal(prefix.breaks.ours, 0, "the proxy counts a break of its own");
      return report;
    } finally {
      world.close();
    }
  });
}

Deno.test("what was sent stays sent, over any session", async () => {
  const holds = fc.asyncProperty(recipes(), async (recipe) => void await lawOver(recipe));
  await fc.assert(holds, { numRuns: 60 });
});

Deno.test("what was sent stays sent, whatever happens to the proxy in between", async () => {
  const holds = fc.asyncProperty(recipes(EVENTS, 20), async (recipe) => void await lawOver(recipe));
  await fc.assert(holds, { numRuns: 60 });
});
