import assert from "node:assert/strict";
import { md5 } from "../text/digest.ts";
import { createCompressionCache } from "./compression_cache.ts";
import { MD5_TWINS } from "./testing.ts";

const ROOMY = { enabled: true, maxEntries: 1000, maxBytes: 1 << 20 };
const QUESTION = { original: "one  two", form: "plain", ask: "Bash ls" };
const ANSWER = { rule: "padding", text: "one two" };

/** A rule that counts how often it runs. */
function counted<T>(make: () => T): { run: () => T; runs: () => number } {
  let runs = 0;
  return {
    run: () => {
      runs++;
      return make();
    },
    runs: () => runs,
  };
}

Deno.test("the same question is answered once by the rules, then from the cache", () => {
  const cache = createCompressionCache(ROOMY);
  const { run, runs } = counted(() => ANSWER);
  for (let i = 0; i < 3; i++) assert.deepEqual(cache.answer(QUESTION, run), ANSWER);
  assert.equal(runs(), 1);
  assert.deepEqual(cache.stats(), {
    enabled: true,
    size: 1,
    max_entries: 1000,
    hits: 2,
    misses: 1,
    evictions: 0,
    hit_rate_pct: 66.7,
  });
});

Deno.test("that there is nothing to gain is remembered too", () => {
  const cache = createCompressionCache(ROOMY);
  const { run, runs } = counted(() => undefined);
  for (let i = 0; i < 3; i++) assert.equal(cache.answer(QUESTION, run), undefined);
  assert.equal(runs(), 1);
});

Deno.test("another original, command or form of marker is another question", () => {
  const cache = createCompressionCache(ROOMY);
  const { run, runs } = counted(() => ANSWER);
  cache.answer(QUESTION, run);
  cache.answer({ ...QUESTION, original: "one  three" }, run);
  cache.answer({ ...QUESTION, ask: "Bash ls -l" }, run);
  cache.answer({ ...QUESTION, form: "expand" }, run);
  assert.equal(runs(), 4);
});

Deno.test("an original that only shares its MD5 with another is not answered with the other's text", () => {
  const cache = createCompressionCache(ROOMY);
  const [one, other] = MD5_TWINS;
  assert.equal(md5(one), md5(other));
  cache.answer({ ...QUESTION, original: one }, () => ANSWER);
  const answer = cache.answer({ ...QUESTION, original: other }, () => undefined);
  assert.equal(answer, undefined);
});

Deno.test("what a rule throws is handed on and not remembered", () => {
  const cache = createCompressionCache(ROOMY);
  assert.throws(() =>
    cache.answer(QUESTION, () => {
      throw new Error("broken rule");
    }), /broken rule/);
  assert.deepEqual(cache.answer(QUESTION, () => ANSWER), ANSWER);
});

Deno.test("the cache forgets what was used longest ago, by count and by bytes", () => {
  const small = createCompressionCache({ ...ROOMY, maxEntries: 2 });
  for (const original of ["a", "b", "c"]) small.answer({ ...QUESTION, original }, () => ANSWER);
  assert.deepEqual([small.stats().size, small.stats().evictions], [2, 1]);

  const light = createCompressionCache({ ...ROOMY, maxBytes: 25_000 });
  for (const letter of "abcdef") {
    light.answer({ ...QUESTION, original: letter.repeat(10_000) }, () => ANSWER);
  }
  assert.equal(light.stats().size, 2);
});

Deno.test("switched off, or without room, the rules run each time and give the same", () => {
  for (const options of [{ ...ROOMY, enabled: false }, { ...ROOMY, maxEntries: 0 }]) {
    const cache = createCompressionCache(options);
    const { run, runs } = counted(() => ANSWER);
    for (let i = 0; i < 3; i++) assert.deepEqual(cache.answer(QUESTION, run), ANSWER);
    assert.equal(runs(), 3);
    const { enabled, size, hits, misses, hit_rate_pct } = cache.stats();
    assert.deepEqual([enabled, size, hits, misses, hit_rate_pct], [false, 0, 0, 0, 0]);
  }
});
