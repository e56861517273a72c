import assert from "node:assert/strict";
import { RULES } from "../billing/testing.ts";
import { boundaryOf, type Expectation, hitOf, readingOf } from "./provider_cache.ts";

const { anthropic, openaiBefore } = RULES;

function kindOf(more: Partial<Expectation>): string {
  const usual = { caching: anthropic, expected: 20_000, isCounted: true, isTelling: true };
  return readingOf({ ...usual, read: 20_000, ...more }).kind;
}

Deno.test("a reading is as expected where a count or an estimate may be off by so much", () => {
  assert.equal(kindOf({}), "as_expected");
  assert.equal(kindOf({ read: 19_700 }), "as_expected");
  assert.equal(kindOf({ read: 19_000 }), "missed");
  assert.equal(kindOf({ read: 19_000, isCounted: false }), "as_expected");
  assert.equal(kindOf({ read: 25_000 }), "found");
  assert.equal(kindOf({ read: 0 }), "missed");
  assert.equal(kindOf({ read: 0, expected: 0 }), "as_expected");
});

Deno.test("hits that are promised to nobody are missed only where most of it was", () => {
  assert.equal(kindOf({ caching: openaiBefore, read: 12_000 }), "as_expected");
  assert.equal(kindOf({ caching: openaiBefore, read: 0 }), "missed");
});

Deno.test("who never spoke of a cache has missed nothing", () => {
  assert.equal(kindOf({ read: 0, isTelling: false }), "untold");
  assert.equal(kindOf({ read: 5000, isTelling: false }), "missed");
});

Deno.test("a place in the prompt is found from tokens that were read", () => {
  const prefixes = { names: [1, 2, 3], sizes: [1000, 1500, 4000] };
  assert.deepEqual([0, 1000, 1500, 4000].map((read) => hitOf(anthropic, prefixes, read)), [
    -1,
    0,
    1,
    2,
  ]);
  assert.equal(hitOf(openaiBefore, prefixes, 1408), 1);
  const sizeAt = (last: number) => last < 0 ? 0 : 2 * prefixes.sizes[last];
  assert.deepEqual([0, 1900, 3100, 9000].map((read) => boundaryOf(prefixes, read, sizeAt)), [
    -1,
    0,
    1,
    2,
  ]);
});
