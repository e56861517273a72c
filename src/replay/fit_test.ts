import assert from "node:assert/strict";
import { factorOf, lineOf } from "./fit.ts";

/** Points on a line. */
function pointsOn(factor: number, head: number, estimates: readonly number[]) {
  return estimates.map((estimated) => ({ estimated, counted: head + factor * estimated }));
}

Deno.test("factorOf() is how many tokens the provider counts for one of ours", () => {
  assert.deepEqual(factorOf(pointsOn(1.3, 0, [1000, 3000])), { factor: 1.3, head: 0 });
  assert.deepEqual(factorOf([]), { factor: 1, head: 0 });
});

Deno.test("lineOf() finds the head that no log holds", () => {
  const { factor, head } = lineOf(pointsOn(1.25, 18_000, [1000, 2000, 9000, 30_000]));
  assert.deepEqual([factor.toFixed(6), Math.round(head)], ["1.250000", 18_000]);
});

Deno.test("lineOf() believes no factor that no tokenizer has", () => {
  assert.equal(lineOf(pointsOn(40, 0, [1000, 2000, 9000])).factor, 2.5);
  assert.equal(lineOf(pointsOn(-1, 90_000, [1000, 2000, 9000])).factor, 0.6);
});

Deno.test("lineOf() takes the head from one request, and the usual one where nothing was counted", () => {
  assert.deepEqual(lineOf(pointsOn(1, 15_000, [2000])), { factor: 1, head: 15_000 });
  assert.deepEqual(lineOf([]), { factor: 1, head: 20_000 });
  assert.equal(lineOf([{ estimated: 9000, counted: 5 }]).head, 0);
});
