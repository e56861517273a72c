import assert from "node:assert/strict";
import type { Prompt } from "../billing/prompt.ts";
import { pricesWith } from "../billing/prices.ts";
import { blockOf, promptOf, RULES } from "../billing/testing.ts";
import type { Usage } from "../conversation/answer.ts";
import { Biller, type Pair, type Settled } from "./biller.ts";

const MODEL = "claude-sonnet-5-5";
const MINUTE = 60_000;

/** The nth request of a session, the results of which are so long; marked at its end. */
function prompt(nth: number, result: number, more: Partial<Prompt> = {}): Prompt {
  const turns = Array.from({ length: nth }, (_, i) => [
    blockOf(`call ${i}`, 500),
    blockOf(`result ${i} ${result}`, result),
  ]).flat();
  const blocks = [blockOf("head", 20_000), ...turns];
  const last = { ...blocks[blocks.length - 1], mark: "short" } as const;
  return promptOf([...blocks.slice(0, -1), last], RULES.anthropic, { model: MODEL, ...more });
}

/** Results of 4000 tokens go up as 1000. */
function pair(nth: number, more: Partial<Prompt> = {}): Pair {
  return { direct: prompt(nth, 4000, more), sent: prompt(nth, 1000, more), history: "told" };
}

function usage(cacheRead: number, cacheWrite: number, output = 100): Usage {
  return { input: 0, cacheRead, cacheWrite, cacheWriteLong: 0, output };
}

/** Bills requests that come a minute apart, with what the provider says of each. */
function settled(
  biller: Biller,
  requests: readonly (readonly [pair: Pair, usage: Usage | undefined])[],
): Settled[] {
  return requests.map(([pair, usage], i) => {
    const at = i * MINUTE;
    return biller.settle(biller.ask(pair, { at, begun: at + 1000 }), usage);
  });
}

function near(value: number | undefined, wanted: number): void {
  assert.ok(Math.abs((value ?? NaN) - wanted) < 1e-9, `${value} is not ${wanted}`);
}

Deno.test("what a request cost the provider says, and what it would have cost the two caches beside that", () => {
  const [first, second] = settled(new Biller(pricesWith()), [
    [pair(0), usage(0, 20_000)],
    [pair(1), usage(20_000, 1500)],
  ]);
  near(first.dollars?.direct, first.dollars!.sent);
  near(second.dollars?.sent, (20_000 * 0.1 + 1500 * 2.5 + 100 * 10) / 1e6);
  near(second.dollars?.direct, (20_000 * 0.1 + 4500 * 2.5 + 100 * 10) / 1e6);
  near(second.savedAt(2), 3000 * 2.5 / 1e6);
  near(second.savedAt(0), 0);
});

Deno.test("estimates are scaled to what the provider counts", () => {
  const [, second] = settled(new Biller(pricesWith()), [
    [pair(0), usage(0, 40_000)],
    [pair(1), usage(40_000, 3000)],
  ]);
  assert.equal(Math.round(second.direct.write), 9000);
});

Deno.test("what the provider forgets it would have forgotten without us", () => {
  const requests = [0, 1, 2].map((nth) => pair(nth));
  const [, , third] = settled(new Biller(pricesWith()), [
    [requests[0], usage(0, 20_000)],
    [requests[1], usage(20_000, 1500)],
    [requests[2], usage(0, 23_000)],
  ]);
  assert.deepEqual(third.reading, { kind: "missed", tokens: 21_500 });
  near(third.dollars!.direct - third.dollars!.sent, 6000 * 2.5 / 1e6);
});

Deno.test("what the provider has from before we began is read on both sides", () => {
  const [first, second] = settled(new Biller(pricesWith()), [
    [pair(3), usage(23_000, 1500)],
    [pair(4), usage(24_500, 1500)],
  ]);
  assert.equal(first.reading.kind, "found");
  near(first.dollars!.direct - first.dollars!.sent, (6000 * 0.1 + 3000 * 2.5) / 1e6);
  assert.equal(second.reading.kind, "as_expected");
  near(second.dollars!.direct - second.dollars!.sent, (9000 * 0.1 + 3000 * 2.5) / 1e6);
});

Deno.test("a provider that says nothing of a cache is billed without one, and misses nothing", () => {
  const bare = (input: number): Usage => ({ ...usage(0, 0), input });
  const [, second] = settled(new Biller(pricesWith()), [
    [pair(0), bare(20_000)],
    [pair(1), bare(21_500)],
  ]);
  assert.equal(second.reading.kind, "untold");
  near(second.dollars!.direct - second.dollars!.sent, 3000 * 2 / 1e6);
});

Deno.test("a break of ours is our loss", () => {
  const biller = new Biller(pricesWith());
  const broken = { ...pair(2), sent: prompt(2, 1001) };
  const [, , third] = settled(biller, [
    [pair(0), usage(0, 20_000)],
    [pair(1), usage(20_000, 1500)],
    [broken, usage(20_000, 3002)],
  ]);
  assert.equal(third.reading.kind, "as_expected");
  assert.ok(third.dollars!.direct > 0);
  near(third.dollars!.direct - third.dollars!.sent, (4500 * 0.1 + 4500 * 2.5 - 3002 * 2.5) / 1e6);
});

Deno.test("a further round would not have been, but for what is said in it", () => {
  const biller = new Biller(pricesWith());
  const further: Pair = { sent: prompt(1, 1000), direct: undefined, history: "told" };
  const [, second] = settled(biller, [
    [pair(0), usage(0, 20_000)],
    [further, usage(20_000, 1500)],
  ]);
  near(second.dollars?.direct, 100 * 10 / 1e6);
});

Deno.test("without usage all is an estimate; without a price there are tokens alone", () => {
  const [untold] = settled(new Biller(pricesWith()), [[pair(1), undefined]]);
  assert.equal(untold.usage, undefined);
  near(untold.dollars!.direct - untold.dollars!.sent, 3000 * 2.5 / 1e6);
  const unknown = { model: "nobody-knows-this-one" };
  const [unpriced] = settled(new Biller(pricesWith()), [[pair(1, unknown), usage(0, 21_500)]]);
  assert.equal(unpriced.dollars, undefined);
  assert.deepEqual([unpriced.sent.write, unpriced.direct.write], [21_500, 24_500]);
});

Deno.test("where the server holds the history, what it counts teaches nothing of our tokens", () => {
  const biller = new Biller(pricesWith());
  const held: Pair = { ...pair(1), history: "held" };
  const [first] = settled(biller, [[held, usage(30_000, 1500)]]);
  assert.equal(biller.factorOf(MODEL), 1);
  near(first.dollars!.direct - first.dollars!.sent, 3000 * 2.5 / 1e6);
});
