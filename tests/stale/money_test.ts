/** What steps cost and save, by the bill of a provider with an automatic cache, and of one without any. */
import assert from "node:assert/strict";
import type { Fields } from "../../src/demo/values.ts";
import { compression, statsOf, withFolder } from "../support/proxies.ts";
import { o200kOf } from "../support/o200k.ts";
import { StaleClient } from "./client.ts";
import { type Dialect, dialects } from "./dialects.ts";

const TURNS = 120;
/** A cache takes prompts of this many tokens, in steps. */
const LEAST = 1024;
const STEP = 128;
/** Around each message. */
const AROUND = 3;

/** Counts what stands in a prompt, and how much of it a cache still had from the one before. */
class Meter {
  #before: readonly string[] = [];

  usageOf(up: Fields): Fields {
    const pieces = piecesOf(up);
    const tokens = pieces.map((piece) => o200kOf(wordsOf(piece)) + AROUND);
    const parting = this.#before.findIndex((piece, i) => piece !== pieces[i]);
    const shared = parting < 0 ? this.#before.length : parting;
    const sum = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
    const read = Math.floor(sum(tokens.slice(0, shared)) / STEP) * STEP;
    this.#before = pieces;
    const cached_tokens = read < LEAST ? 0 : read;
    const prompt_tokens = sum(tokens);
    return {
      prompt_tokens,
      completion_tokens: 60,
      prompt_tokens_details: { cached_tokens },
      input_tokens: prompt_tokens,
      output_tokens: 60,
    };
  }
}

/** Fields that no model is shown. */
const HIDDEN = new Set(["id", "type", "role", "tool_use_id", "tool_call_id"]);

/** What a model is shown of a piece: no names of fields, no quotes. */
function wordsOf(piece: string): string {
  const leaves: string[] = [];
  JSON.parse(piece, (key, value) => {
    if (typeof value === "string" && !HIDDEN.has(key)) leaves.push(value);
    return value;
  });
  return leaves.join(" ");
}

function piecesOf({ messages, tools }: Fields): string[] {
  return [tools, ...messages as Fields[]].map((piece) => JSON.stringify(piece));
}

async function billOf({ name }: Dialect, staleTurns: boolean) {
  return await withFolder(async (home) => {
    const dialect = dialects.find((one) => one.name === name)!;
    const client = new StaleClient(dialect, home, compression({ stale_turns: staleTurns }));
    const meter = new Meter();
    client.usageOf = (up) => meter.usageOf(up);
    await client.turns(TURNS);
    const stats = await statsOf(client.proxy);
    client.close();
    return stats;
  });
}

const [anthropic, chat] = dialects;

Deno.test("where a cache is billed, the stats show what the steps cost and what they have saved since", async () => {
  const [on, off] = [await billOf(chat, true), await billOf(chat, false)];
  const { steps, rewritten_tokens, saved_tokens, saved_usd, step_usd } = on.stale_turns;
  assert.equal(steps, 3);
  assert.ok(rewritten_tokens > 0 && saved_tokens > 0);
  assert.ok(step_usd > 0, `steps cost ${step_usd}`);
  assert.ok(saved_usd > 0, `they saved ${saved_usd}`);
  // What they brought is the difference of two bills.
  const difference = off.cost.sent_usd - on.cost.sent_usd;
  const told = saved_usd - step_usd;
  assert.ok(Math.abs(difference - told) < 0.2 * difference, `${told} for ${difference}`);
});

Deno.test("where no cache is billed, steps cost nothing, and the bill is never dearer", async () => {
  const [on, off] = [await billOf(anthropic, true), await billOf(anthropic, false)];
  assert.equal(on.stale_turns.rewritten_tokens, 0);
  assert.ok(Math.abs(on.stale_turns.step_usd) < 0.01 * on.stale_turns.saved_usd);
  const difference = off.cost.sent_usd - on.cost.sent_usd;
  const told = on.stale_turns.saved_usd;
  assert.ok(Math.abs(difference - told) < 0.1 * difference, `${told} for ${difference}`);
});
