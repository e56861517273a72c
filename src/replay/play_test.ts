import assert from "node:assert/strict";
import { pricesWith } from "../billing/prices.ts";
import { defaultConfig } from "../config/settings.ts";
import type { Billed } from "./bills.ts";
import { play } from "./play.ts";
import { sessionIn } from "./sources/files.ts";
import { savedPct, sumOf } from "./totals.ts";
import { parallelCalls, withLogs } from "./testing.ts";

/** Plays the session of the tests with other settings. */
async function billOf(more: Partial<typeof defaultConfig> = {}): Promise<Billed> {
  const config = { ...defaultConfig, ...more };
  let bill: Billed | undefined;
  await withLogs(async (write) => {
    const session = sessionIn(write("a.jsonl", parallelCalls()), new Set(), () => assert.fail())!;
    let steps = 0;
    bill = await play(session, { config, prices: pricesWith(config.prices), step: () => steps++ });
    assert.equal(steps, 3);
  });
  return bill!;
}

Deno.test("play() bills a session as it came and as it would have gone up, and says what brought it", async () => {
  const { requests, direct, sent, byRule, byTool, unpriced } = await billOf();
  assert.equal(requests, 3);
  assert.ok(sent.dollars < direct.dollars);
  assert.equal(direct.tokens.output, 15);
  assert.equal(sent.tokens.output, 15);
  assert.deepEqual([...byRule.keys()], ["ls_long"]);
  assert.deepEqual([...byTool].map(([tool, { results }]) => [tool, results]), [["Bash", 2]]);
  assert.equal(unpriced.size, 0);
});

Deno.test("play() goes by the settings: where nothing is shortened and nothing offered, both bills are one", async () => {
  const { direct, sent, byRule } = await billOf({
    compression: { ...defaultConfig.compression, disabled_rules: ["ls_long", "table"] },
    expand: { ...defaultConfig.expand, enabled: false },
  });
  assert.equal(byRule.size, 0);
  assert.equal(sent.dollars, direct.dollars);
});

Deno.test("play() leaves requests out of the bill whose price nobody knows, and says so", async () => {
  const bill = await billOf();
  const unpriced = { ...bill, unpriced: new Map([["mystery-1", 2]]) };
  const sum = sumOf([bill, unpriced, unpriced]);
  assert.deepEqual([...sum.unpriced], [["mystery-1", 4]]);
  assert.equal(sum.requests, 9);
  assert.equal(sum.byRule.get("ls_long")!.results, 3);
  assert.ok(Math.abs(savedPct(sum) - savedPct(bill)) < 1e-9);
  assert.equal(savedPct(sumOf([])), 0);
});
