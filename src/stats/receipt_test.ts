import assert from "node:assert/strict";
import type { Settled } from "./biller.ts";
import { stepCost } from "./receipt.ts";

const USAGE = { input: 1, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0, output: 1 };

/** A request in which each block cost so much less than it would have, in dollars. */
function settled(saved: readonly number[]): Settled {
  return { usage: USAGE, savedAt: (block: number) => saved[block] } as Settled;
}

Deno.test("a step costs what is paid anew for the blocks that it left as they were", () => {
  const changes = [{ at: 1, tokens: 10, why: "stale" }, {
    at: 3,
    tokens: 5,
    why: "stale",
  }] as const;
  assert.equal(stepCost(settled([0, 5, -2, 4, -1]), changes, 5), 3);
  assert.equal(stepCost(settled([0, 5, 0, 4, 0]), changes, 5), 0);
});

Deno.test("what nobody was billed for costs nothing", () => {
  assert.equal(stepCost({ ...settled([-2]), usage: undefined }, [], 1), 0);
});
