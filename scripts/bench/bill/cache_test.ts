/** The worked examples that the provider's rules are described by: prefixes of 20,000 tokens, turns of 4,500. */
import assert from "node:assert/strict";
import { type CacheBlock, type Life, PromptCache, type Rate } from "./cache.ts";

const RATES: readonly Rate[] = ["read", "write_1h", "write_5m", "input"];

function block(id: string, tokens: number, mark?: Life): CacheBlock {
  const kind = id.startsWith("call") ? "call" : id.startsWith("result") ? "result" : "other";
  return { id, tokens, kind, mark };
}

/** The nth request of a session in which each turn adds a call and a result; the last block is marked. */
function turn(nth: number, result: number, head: Life = "5m"): CacheBlock[] {
  const turns = Array.from({ length: nth - 1 }, (_, i) => [
    block(`call ${i}`, 500),
    block(`result ${i}`, result),
  ]);
  const blocks = [block("head", 20_000, head), block("user", 1000), ...turns.flat()];
  return [...blocks.slice(0, -1), { ...blocks[blocks.length - 1], mark: "5m" }];
}

function paid(requests: readonly (readonly [at: number, blocks: readonly CacheBlock[]])[]) {
  const cache = new PromptCache();
  return requests.map(([at, blocks]) => {
    const rates = cache.ask({ at, scope: "m", blocks, least: 512 });
    const tokens = (rate: Rate) =>
      blocks.reduce((sum, { tokens }, i) => sum + (rates[i] === rate ? tokens : 0), 0);
    return RATES.map(tokens);
  });
}

Deno.test("PromptCache reads what was there and writes what is new", () => {
  assert.deepEqual(paid([1, 2, 3, 4].map((nth) => [nth * 60, turn(nth, 4000)] as const)), [
    [0, 0, 21_000, 0],
    [21_000, 0, 4500, 0],
    [25_500, 0, 4500, 0],
    [30_000, 0, 4500, 0],
  ]);
});

Deno.test("PromptCache forgets after five minutes, or after an hour", () => {
  const after = (head: Life) => paid([[0, turn(1, 4000, head)], [400, turn(2, 4000, head)]])[1];
  assert.deepEqual(after("5m"), [0, 0, 25_500, 0]);
  assert.deepEqual(after("1h"), [20_000, 0, 5500, 0]);
});

Deno.test("PromptCache looks back 20 places", () => {
  const more = Array.from({ length: 25 }, (_, i) => block(`text ${i}`, 100));
  const [first, ...rest] = turn(1, 0);
  const unmarked = rest.map((one) => ({ ...one, mark: undefined }));
  const last = { ...more[24], mark: "5m" as const };
  const requests = [[0, turn(1, 0)], [30, [
    first,
    ...unmarked,
    ...more.slice(0, 24),
    last,
  ]]] as const;
  assert.deepEqual(paid(requests)[1], [20_000, 0, 3500, 0]);
});

Deno.test("PromptCache keeps nothing that is shorter than the least, and bills what has no marker", () => {
  assert.deepEqual(paid([[0, [block("a", 511, "5m")]], [9, [block("a", 511, "5m")]]]), [
    [0, 0, 0, 511],
    [0, 0, 0, 511],
  ]);
  assert.deepEqual(paid([[0, [block("a", 9000)]]]), [[0, 0, 0, 9000]]);
});
