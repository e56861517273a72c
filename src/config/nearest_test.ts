import assert from "node:assert/strict";
import { didYouMean, nearest } from "./nearest.ts";

const known = ["start", "stop", "status", "stats", "expand", "config"];

Deno.test("nearest() finds the word behind a slip of the fingers", () => {
  for (
    const [typed, meant] of [["strat", "start"], ["stat", "stats"], ["confg", "config"], [
      "EXPAND",
      "expand",
    ]]
  ) {
    assert.equal(nearest(typed, known), meant);
  }
});

Deno.test("nearest() has no guess for a word that is near to nothing", () => {
  for (const typed of ["", "deploy", "x".repeat(10_000)]) {
    assert.equal(nearest(typed, known), undefined);
  }
});

Deno.test("didYouMean() is empty where nothing is near", () => {
  assert.equal(didYouMean("staus", known), " (did you mean status?)");
  assert.equal(didYouMean("deploy", known), "");
});
