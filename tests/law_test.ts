import fc from "fast-check";
import assert from "node:assert/strict";
import { createProvider } from "../src/demo/provider.ts";
import { readAnswer } from "../src/demo/read.ts";
import { ANTHROPIC_SESSIONS, hasCorpus, recordedOf } from "./support/corpus.ts";
import { recipes, unpinnedRecipes } from "./support/generators.ts";
import { assertLaw, type LawReport, lawReport } from "./support/law.ts";
import type { Recipe, Round } from "./support/moves.ts";
import { play } from "./support/play.ts";
import { compression, type Settings, statsOf, withFolder } from "./support/proxies.ts";
import { replayedOf } from "./support/puppet.ts";
import { Stage } from "./support/stage.ts";
import { ProxyWorld } from "./support/worlds.ts";

/** How many things can happen to a `ProxyWorld`. */
const EVENTS = 13;

/** Texts stand aside early, and often. */
const inSteps = compression({ stale_turn_threshold: 5, stale_turn_keep_recent: 2 });
const withoutSteps = compression({ stale_turns: false });

/** Plays a recipe through proxies, before a provider that refuses what the real one refuses. */
async function lawOver(
  recipe: Recipe,
  remembers = true,
  settings = withoutSteps,
): Promise<LawReport> {
  return await withFolder(async (home) => {
    const stage = new Stage();
    const provider = createProvider({ script: stage.script });
    const world = new ProxyWorld(provider, remembers ? home : undefined, settings);
    try {
      await play(recipe, stage, world);
      const report = lawReport(stage.passagesOf(provider.received));
      assertLaw(report, undefined, settings === inSteps ? "steps" : "nothing");
      assert.equal(await ownBreaks(world), 0, "the proxy counts a break of its own");
      return report;
    } finally {
      await world.close();
    }
  });
}

async function ownBreaks(world: ProxyWorld): Promise<number> {
  return (await statsOf(world.current)).prefix.breaks.ours;
}

Deno.test("what was sent stays sent, over any session", async () => {
  const holds = fc.asyncProperty(recipes(), async (recipe) => void await lawOver(recipe));
  await fc.assert(holds, { numRuns: 60 });
});

Deno.test("what was sent stays sent, whatever happens to the proxy in between", async () => {
  const holds = fc.asyncProperty(recipes(EVENTS, 20), async (recipe) => void await lawOver(recipe));
  await fc.assert(holds, { numRuns: 60 });
});

Deno.test("what was sent stays sent where old texts stand aside, but for the steps", async () => {
  let steps = 0;
  const holds = fc.asyncProperty(unpinnedRecipes(EVENTS, 20), async (recipe) => {
    steps += (await lawOver(recipe, true, inSteps)).steps;
  });
  await fc.assert(holds, { numRuns: 40 });
  assert.ok(steps > 0, "no step was taken at all");
});

Deno.test("what is signed or marked stays whole, whatever else happens", async () => {
  const holds = fc.asyncProperty(recipes(EVENTS, 12), async (recipe) => {
    const { markers } = recipe.habits;
    if (markers === "none") return;
    assert.equal((await lawOver(recipe, true, inSteps)).aside, 0);
  });
  await fc.assert(holds, { numRuns: 30 });
});

/** Two turns with a result that the rules shorten, and something that happens to the proxy between them. */
function turnsAround(event: number, thinks: boolean): Recipe {
  const round: Round = {
    thinks,
    says: true,
    outcomes: [{ tool: "bash", kind: "coloured", seed: 1, form: "string", isError: false }],
    after: "nothing",
  };
  return {
    habits: { markers: "claude", flips: true, streams: true, ids: "long" },
    moves: [
      { does: "begin", like: "new", rounds: [round] },
      { does: "world", event },
      { does: "work", who: 0, rounds: [round] },
    ],
  };
}

for (let event = 0; event < EVENTS; event++) {
  Deno.test(`a turn before and a turn after event ${event} shorten what may be shortened`, async () => {
    const { changedTexts } = await lawOver(turnsAround(event, true));
    assert.ok(changedTexts > 0, "nothing was shortened at all");
  });
}

Deno.test("a proxy that forgets what it sent is found out", async () => {
  const off = 3;
  await assert.rejects(lawOver(turnsAround(off, false), false), /tools and system is not what/);
  await assert.rejects(lawOver(turnsAround(off, true), false), /bound to a different conversa/);
});

/** Sends a recorded session through proxies; `at` says what happens before which request. */
async function lawOverRecorded(
  name: string,
  at: ReadonlyMap<number, number>,
  settings?: Settings,
): Promise<LawReport> {
  return await withFolder(async (home) => {
    const { stage, provider, requests } = replayedOf(recordedOf(name));
    const world = new ProxyWorld(provider, home, settings);
    try {
      for (const [i, request] of requests.entries()) {
        const event = at.get(i);
        if (event !== undefined) await world.happen(event);
        const response = await world.send(request);
        if (request.url.includes("count_tokens")) await response.text();
        else await readAnswer(response);
      }
      const report = lawReport(stage.passagesOf(provider.received));
      assertLaw(report, name, name === MARKERLESS && settings === undefined ? "steps" : "nothing");
      assert.equal(await ownBreaks(world), 0, "the proxy counts a break of its own");
      return report;
    } finally {
      await world.close();
    }
  });
}

/** The one session of a client that marks no cache, and thinks nothing. */
const MARKERLESS = "sdk-anthropic-turns-express";

Deno.test("a session without markers differs in its steps alone, and without them in nothing", async () => {
  if (!hasCorpus(MARKERLESS)) return;
  assert.equal((await lawOverRecorded(MARKERLESS, new Map())).steps, 4);
  await lawOverRecorded(MARKERLESS, new Map(), withoutSteps);
});

for (const name of ANTHROPIC_SESSIONS.filter((name) => name !== MARKERLESS)) {
  Deno.test(`what was sent stays sent, over the recorded session ${name}`, async () => {
    if (!hasCorpus(name)) return;
    await lawOverRecorded(name, new Map());
  });
}

Deno.test("what was sent stays sent, over recorded sessions in which everything happens", async () => {
  if (!hasCorpus("everything happens")) return;
  for (const name of ["claude-hono", "sdk-anthropic-turns-express"]) {
    const everything = Array.from(
      { length: EVENTS },
      (_, event) => [5 + event * 5, event] as const,
    );
    await lawOverRecorded(name, new Map(everything));
  }
});
