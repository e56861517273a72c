import assert from "node:assert/strict";
import { Account, dollarsByBlock, dollarsOf } from "./bill.ts";
import { pricesWith } from "./prices.ts";
import { blockOf, promptOf, RULES } from "./testing.ts";

const prices = pricesWith();
const head = blockOf("head", 20_000, "short");

/** What a session of four requests costs without its answers: turns of a call and a result of so many tokens. */
function session(result: number): number {
  const account = new Account(prices);
  let [dollars, blocks] = [0, [head, blockOf("user", 1000)]];
  for (let i = 0; i < 4; i++) {
    const last = { ...blocks[blocks.length - 1], mark: "short" as const };
    const prompt = promptOf(blocks.with(-1, last), RULES.anthropic);
    dollars += account.bill(prompt, { at: i * 60_000 }, 0).dollars!;
    blocks = [...blocks, blockOf(`call ${i}`, 500), blockOf(`result ${i}`, result)];
  }
  return Number(dollars.toFixed(5));
}

Deno.test("Account bills a session as its provider would", () => {
  assert.equal(session(4000), 0.0939);
  assert.equal(session(1000), 0.0705);
});

Deno.test("Account bills answers, and says where a price is unknown", () => {
  const prompt = promptOf([blockOf("a", 1000)], RULES.anthropic);
  assert.equal(new Account(prices).bill(prompt, { at: 0 }, 1000).dollars, 0.012);
  const unknown = new Account(prices).bill({ ...prompt, model: "mystery-1" }, { at: 0 }, 5);
  assert.deepEqual([unknown.dollars, unknown.tokens.input], [undefined, 1000]);
});

Deno.test("dollarsByBlock() shares a bill out among the blocks, one of which is read in part", () => {
  const blocks = [blockOf("a", 100), blockOf("b", 100), blockOf("c", 100)];
  const paid = { read: 150, write_long: 0, write: 100, input: 50 };
  const price = prices.of("claude-sonnet-5-5")!;
  const shares = dollarsByBlock(blocks, paid, price);
  assert.deepEqual(shares.map((share) => Math.round(share * 1e8)), [1000, 13_000, 22_500]);
  const total = shares.reduce((sum, share) => sum + share);
  assert.ok(Math.abs(total - dollarsOf({ ...paid, output: 0 }, price)) < 1e-12);
});
