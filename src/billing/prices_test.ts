import assert from "node:assert/strict";
import { priceOf, pricesWith } from "./prices.ts";
import { namesOf } from "./model_names.ts";

const prices = pricesWith();

Deno.test("a model is found by the names that vendors and gateways give it", () => {
  const same = [
    "claude-sonnet-4-5",
    "claude-sonnet-4-5-20250929",
    "claude-sonnet-4-5@20250929",
    "claude-sonnet-4-5-latest",
    "claude-sonnet-4-5[1m]",
    "anthropic/claude-sonnet-4.5",
    "openrouter/anthropic/claude-sonnet-4.5",
    "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "publishers/anthropic/models/claude-sonnet-4-5",
  ];
  for (const name of same) assert.equal(prices.of(name)?.input, 3, name);
  const others: readonly (readonly [string, number])[] = [
    ["models/gemini-2.5-pro", 1.25],
    ["gemini-2.5-flash-preview-09-2025", 0.3],
    ["gemini-2.5-flash-001", 0.3],
    ["gpt-5.1-2025-11-13", 1.25],
    ["gpt-4o-2024-05-13", 5],
    ["gpt-4o-2024-08-06", 2.5],
    ["openai/gpt-5.2-chat-latest", 1.75],
  ];
  for (const [name, input] of others) assert.equal(prices.of(name)?.input, input, name);
});

Deno.test("a model that nobody knows has no price", () => {
  for (const name of ["", "claude", "claude-sonnet", "gpt-5.1-something", "constructor", "/"]) {
    assert.equal(prices.of(name), undefined, name);
  }
});

Deno.test("a long prompt moves the whole request to another price", () => {
  const input = (tokens: number) => priceOf(prices, "claude-haiku-5-5", tokens, "standard")!.input;
  assert.deepEqual([input(100_000), input(100_001)], [0.1, 0.5]);
  const { output, write } = priceOf(prices, "gpt-5.6-luna", 272_001, "standard")!;
  assert.deepEqual([output.toFixed(4), write], ["1.8000", 0.5]);
});

Deno.test("fast costs more and batch half, where they are sold", () => {
  const input = (model: string, tier: "fast" | "batch") => priceOf(prices, model, 1, tier)!.input;
  assert.equal(input("claude-opus-5-5", "fast"), 8);
  assert.equal(input("claude-sonnet-5-5", "fast"), 2);
  assert.equal(input("claude-opus-5-5", "batch"), 2);
});

Deno.test("what the user says of a price wins, for all names that it goes by", () => {
  const card = { input: 1, output: 2, read: 0.5, write: 1, write_long: 1 };
  const own = pricesWith({ "Claude-Sonnet-4-5": card, "my-model": card });
  for (const name of ["claude-sonnet-4-5-20250929", "lab/my-model", "My-Model"]) {
    assert.equal(own.of(name), card, name);
  }
  assert.equal(own.of("claude-opus-5")?.input, 5);
});

Deno.test("namesOf() gives the fullest name first", () => {
  assert.deepEqual(namesOf("OpenAI/gpt-5-2025-08-07"), [
    "openai/gpt-5-2025-08-07",
    "gpt-5-2025-08-07",
    "gpt-5",
  ]);
});
