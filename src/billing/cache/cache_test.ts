/** The worked examples that the providers' rules are described by: prefixes of 20,000 tokens, turns of 4,500. */
import assert from "node:assert/strict";
import type { CacheRule, Life, Prompt, PromptBlock } from "../prompt.ts";
import { blockOf, promptOf, RULES } from "../testing.ts";
import { PromptCache } from "./cache.ts";
import { prefixesOf } from "./prefixes.ts";

/** A request at a second, and what it is made of. */
type Request = readonly [second: number, blocks: readonly PromptBlock[], more?: Partial<Prompt>];

/** What requests are paid as: read, written for long, written, and neither. */
function paid(caching: CacheRule, requests: readonly Request[]): number[][] {
  const cache = new PromptCache();
  return requests.map(([second, blocks, more]) => {
    const { read, write_long, write, input } = cache.ask(
      promptOf(blocks, caching, more),
      second * 1000,
    );
    return [read, write_long, write, input];
  });
}

/** The nth request of a session in which each turn adds a call and a result. */
function turn(nth: number, result = 4000): PromptBlock[] {
  const turns = Array.from({ length: nth - 1 }, (_, i) => [
    blockOf(`call ${i}`, 500),
    blockOf(`result ${i} ${result}`, result),
  ]);
  return [blockOf("head", 20_000), blockOf("user", 1000), ...turns.flat()];
}

/** Markers on the first block and on the last. */
function marked(blocks: readonly PromptBlock[], head: Life = "short"): PromptBlock[] {
  const [first, ...rest] = blocks;
  return [{ ...first, mark: head }, ...rest.slice(0, -1), {
    ...rest[rest.length - 1],
    mark: "short",
  }];
}

const { anthropic, openai, openaiBefore } = RULES;
const NTHS = [1, 2, 3, 4];

Deno.test("a marked prefix is read, and what is new is written", () => {
  assert.deepEqual(paid(anthropic, NTHS.map((nth) => [nth * 60, marked(turn(nth))])), [
    [0, 0, 21_000, 0],
    [21_000, 0, 4500, 0],
    [25_500, 0, 4500, 0],
    [30_000, 0, 4500, 0],
  ]);
});

Deno.test("a result that is shortened a turn late is paid for once more, with all after it", () => {
  const late = (nth: number) =>
    marked(
      turn(nth).map((block, i, { length }) =>
        block.kind === "result" && i < length - 1 ? blockOf(`${block.id} short`, 1000) : block
      ),
    );
  assert.deepEqual(paid(anthropic, NTHS.map((nth) => [nth * 60, late(nth)])), [
    [0, 0, 21_000, 0],
    [21_000, 0, 4500, 0],
    [21_000, 0, 6000, 0],
    [21_000, 0, 7500, 0],
  ]);
});

Deno.test("a marked prefix lives for five minutes or an hour from when it was read or written", () => {
  const after = (head: Life) =>
    paid(anthropic, [[0, marked(turn(1), head)], [400, marked(turn(2), head)]])[1];
  assert.deepEqual(after("short"), [0, 0, 25_500, 0]);
  assert.deepEqual(after("long"), [20_000, 0, 5500, 0]);
  const kept = [0, 250, 500].map((second) => [second, marked(turn(1))] as const);
  assert.deepEqual(paid(anthropic, kept).map(([read]) => read), [0, 21_000, 21_000]);
});

Deno.test("a marker for an hour writes for long", () => {
  const [first] = paid(anthropic, [[0, marked(turn(1), "long")]]);
  assert.deepEqual(first, [0, 20_000, 1000, 0]);
});

Deno.test("a marker looks back 20 places, where a run of results is one", () => {
  const more = (kind: string) => Array.from({ length: 25 }, (_, i) => blockOf(`${kind} ${i}`, 100));
  const first = marked(turn(1));
  const second = (kind: string) => marked([...turn(1), ...more(kind)]);
  assert.deepEqual(paid(anthropic, [[0, first], [30, second("text")]])[1], [20_000, 0, 3500, 0]);
  assert.deepEqual(paid(anthropic, [[0, first], [30, second("result")]])[1], [21_000, 0, 2500, 0]);
});

Deno.test("a marker on the whole request stands on its last block", () => {
  const asked = NTHS.map((nth) => [nth * 60, turn(nth), { automatic: "short" }] as const);
  assert.deepEqual(paid(anthropic, asked)[3], [30_000, 0, 4500, 0]);
});

Deno.test("what is shorter than the least or bears no marker is not cached", () => {
  const twice = (blocks: readonly PromptBlock[]) => paid(anthropic, [[0, blocks], [9, blocks]]);
  assert.deepEqual(twice([blockOf("a", 511, "short")]), [[0, 0, 0, 511], [0, 0, 0, 511]]);
  assert.deepEqual(twice(turn(1)), [[0, 0, 0, 21_000], [0, 0, 0, 21_000]]);
});

Deno.test("a request that comes before the first answer begins reads nothing", () => {
  const [, second] = paid(anthropic, [[0, marked(turn(1))], [0.5, marked(turn(1))]]);
  assert.deepEqual(second, [0, 0, 21_000, 0]);
});

Deno.test("another model or setting shares no cache", () => {
  const asked = ["one", "other"].map((scope, i) => [i * 9, marked(turn(1)), { scope }] as const);
  assert.deepEqual(paid(anthropic, asked)[1], [0, 0, 21_000, 0]);
});

Deno.test("GPT-5.6 and later cache at the ends of messages, and writing is paid", () => {
  const asked = NTHS.map((nth) => [nth * 60, turn(nth), { automatic: "short" }] as const);
  assert.deepEqual(paid(openai, asked), [
    [0, 0, 21_000, 0],
    [21_000, 0, 4500, 0],
    [25_500, 0, 4500, 0],
    [30_000, 0, 4500, 0],
  ]);
  const twice = [0, 1801].map((second) => [second, turn(1), { automatic: "short" }] as const);
  assert.deepEqual(paid(openai, twice)[1], [0, 0, 21_000, 0]);
});

Deno.test("GPT-5.6 and later read to the end of a group of results, not into it", () => {
  const first = [...turn(1), blockOf("call", 10), blockOf("result 1", 10), blockOf("result 2", 10)];
  const other = first.with(-1, blockOf("result other", 10));
  const asked = [first, other].map((blocks, i) => [i * 9, blocks, { automatic: "short" }] as const);
  assert.deepEqual(paid(openai, asked)[1], [0, 0, 21_030, 0]);
});

Deno.test("GPT-5.6 and later cache nothing by themselves where the client wants explicit markers", () => {
  assert.deepEqual(paid(openai, [[0, turn(1)], [9, turn(1)]])[1], [0, 0, 0, 21_000]);
  const [, read] = paid(openai, [[0, marked(turn(1))], [9, marked(turn(2))]]);
  assert.deepEqual(
    read,
    [20_000, 0, 5500, 0],
    "the marker that moved is no part of the prefix any more",
  );
});

Deno.test("models before read in steps of 128 from 1024 tokens on, and writing is free", () => {
  const asked = NTHS.map((nth) => [nth * 60, turn(nth)] as const);
  assert.deepEqual(paid(openaiBefore, asked), [
    [0, 0, 0, 21_000],
    [20_992, 0, 0, 4508],
    [25_472, 0, 0, 4528],
    [29_952, 0, 0, 4548],
  ]);
  const short = [blockOf("a", 1023)];
  assert.deepEqual(paid(openaiBefore, [[0, short], [9, short]])[1], [0, 0, 0, 1023]);
});

Deno.test("models before forget after their time, which a request may lengthen", () => {
  const after = (automatic: Life) =>
    paid(openaiBefore, [0, 900].map((second) => [second, turn(1), { automatic }] as const))[1][0];
  assert.equal(after("short"), 0);
  assert.equal(after("long"), 20_992);
});

Deno.test("a cache of few prefixes forgets the least used", () => {
  const cache = new PromptCache(2);
  const ask = (id: string, at: number) =>
    cache.ask(promptOf([blockOf(id, 2000, "short")], anthropic), at).read;
  for (const [i, id] of ["a", "b", "a", "c"].entries()) ask(id, i * 2000);
  assert.deepEqual([ask("a", 9000), ask("b", 9000)], [2000, 0]);
});

Deno.test("where nothing is cached all is input", () => {
  assert.deepEqual(paid({ by: "nothing" }, [[0, turn(2)]]), [[0, 0, 0, 25_500]]);
});

Deno.test("a cache is put right where the provider missed, and where it held what nobody here knew of", () => {
  const cases = [
    { caching: anthropic, blocks: (nth: number) => marked(turn(nth)), reads: [21_000, 25_500] },
    { caching: openai, blocks: turn, more: { automatic: "short" }, reads: [21_000, 25_500] },
    { caching: openaiBefore, blocks: turn, reads: [20_992, 25_472] },
  ] as const;
  for (const { caching, blocks, reads, ...rest } of cases) {
    const more = "more" in rest ? rest.more : {};
    const [first, second, third] = NTHS.map((nth) => promptOf(blocks(nth), caching, more));
    const cache = new PromptCache();
    cache.ask(first, 0);
    assert.equal(cache.ask(second, 60_000).read, reads[0]);
    cache.correct(second, prefixesOf(second), -1, 60_000);
    assert.equal(cache.ask(second, 60_000).read, 0, caching.by);
    const other = new PromptCache();
    assert.equal(other.ask(third, 120_000).read, 0);
    other.correct(third, prefixesOf(third), 3, 120_000);
    assert.equal(other.ask(third, 120_000).read, reads[1], caching.by);
  }
});
