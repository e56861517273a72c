import assert from "node:assert/strict";
import { Calibration } from "./calibration.ts";

Deno.test("a model's tokens are learned from what a request adds to the one before", () => {
  const calibration = new Calibration();
  assert.equal(calibration.factor, 1);
  calibration.learnWhole(9000, 10_000);
  assert.equal(calibration.factor, 0.9);
  for (const estimated of [400, 1000, 3000]) {
    calibration.learnAdded(estimated * 1.3, estimated);
  }
  for (let i = 0; i < 20; i++) calibration.learnAdded(1300, 1000);
  assert.ok(Math.abs(calibration.factor - 1.3) < 0.01, `${calibration.factor}`);
  calibration.learnWhole(9000, 10_000);
  assert.ok(Math.abs(calibration.factor - 1.3) < 0.01, `${calibration.factor}`);
});

Deno.test("what is too little, or no tokenizer's doing, teaches nothing", () => {
  const calibration = new Calibration();
  calibration.learnAdded(150, 100);
  calibration.learnAdded(90_000, 1000);
  calibration.learnAdded(0, 1000);
  calibration.learnWhole(5, 0);
  assert.equal(calibration.factor, 1);
});

Deno.test("an image here and there changes little, another way of counting wins in the end", () => {
  const calibration = new Calibration();
  for (let i = 0; i < 60; i++) calibration.learnAdded(i % 15 === 0 ? 3500 : 1100, 1000);
  assert.ok(Math.abs(calibration.factor - 1.1) < 0.01, `${calibration.factor}`);
  for (let i = 0; i < 64; i++) calibration.learnAdded(1400, 1000);
  assert.ok(Math.abs(calibration.factor - 1.4) < 1e-9);
});
