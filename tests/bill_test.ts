/**
 * What the proxy says that it saved, beside what two bills say: one of a session on its own, one of the same session
 * through it. The provider bills by rules and with a tokenizer of its own, which the proxy knows nothing of.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { asksForOriginals, type Billed, billedTwice, Clock, type Course } from "./bill/session.ts";
import { AnthropicMeter } from "./bill/anthropic.ts";
import { type Chat, chattedTwice } from "./bill/chat.ts";
import { ANTHROPIC_SESSIONS, hasCorpus, recordedOf } from "./support/corpus.ts";
import { recipes } from "./support/generators.ts";
import type { Habits, Move, Recipe, Round } from "./support/moves.ts";
import { atDoor, housed, statsOf } from "./support/proxies.ts";
import { replayedOf } from "./support/puppet.ts";
import type { TextKind } from "./support/texts.ts";

/** How far off the proxy may be, as a share of what was saved. */
const MOST_OFF = 0.05;
/** Less than this nobody is billed. In dollars. */
const NOTHING = 1e-5;

/** Progress bars aside, whose tokens are estimated a good deal too low. */
const KINDS: readonly TextKind[] = [
  "coloured",
  "source",
  "search",
  "repeated",
  "json",
  "padded",
  "short",
];

function round(nth: number, kinds = KINDS): Round {
  const outcomes = [0, 1].slice(0, 1 + nth % 2).map((i) => ({
    tool: "bash" as const,
    kind: kinds[(nth * 3 + i) % kinds.length],
    seed: nth * 2 + i,
    form: "string" as const,
    isError: false,
  }));
  return { thinks: nth % 3 === 0, says: true, outcomes, after: "nothing" };
}

function rounds(from: number, count: number, kinds = KINDS): Round[] {
  return Array.from({ length: count }, (_, i) => round(from + i, kinds));
}

const USUAL: Habits = { markers: "claude", flips: true, streams: true, ids: "long" };

/** A session of an agent, of so many rounds. */
function session(habits: Partial<Habits> = {}, kinds = KINDS): Recipe {
  const turns: Move[] = [6, 12, 18, 24].map((from) => ({
    does: "work",
    who: 0,
    rounds: rounds(from, 6, kinds),
  }));
  return {
    habits: { ...USUAL, ...habits },
    moves: [{ does: "begin", like: "new", rounds: rounds(0, 6, kinds) }, ...turns],
  };
}

/** An agent and its helpers, in turn. */
function subagents(): Recipe {
  const begin: Move[] = ["new", "subagent", "subagent"].map((like, i) => ({
    does: "begin",
    like: like as "new" | "subagent",
    rounds: rounds(i * 10, 2),
  }));
  const works: Move[] = Array.from({ length: 9 }, (_, i) => ({
    does: "work",
    who: i % 3,
    rounds: rounds(i * 4, 3),
  }));
  return { habits: USUAL, moves: [...begin, ...works] };
}

/** Helpers run on another model. */
const helpersOnHaiku = (json: string) =>
  json.includes("You are a helper") ? json.replace("claude-opus-5-5", "claude-haiku-4-5") : json;

const courses: Readonly<Record<string, Course>> = {
  "no markers": { recipe: session({ markers: "none" }) },
  "markers for five minutes": { recipe: session() },
  "markers on the last two messages": { recipe: session({ markers: "last_two" }) },
  "markers for an hour": { recipe: session({ markers: "hour" }) },
  "answers that are not streamed": { recipe: session({ streams: false }) },
  "a user who comes back after the cache has died": {
    recipe: session(),
    pause: (nth) => nth % 8 === 7 ? 400_000 : 20_000,
  },
  "a user who comes back after an hour and more": {
    recipe: session({ markers: "hour" }),
    pause: (nth) => nth % 10 === 9 ? 4_000_000 : 20_000,
  },
  "a provider that forgets now and then": {
    recipe: session(),
    forgetsBefore: (nth) => [5, 11, 12, 23].includes(nth),
  },
  "an agent and its helpers": { recipe: subagents() },
  "two models": { recipe: subagents(), body: helpersOnHaiku },
};

/** The proxy's own account is near the difference of the two bills, and says of all else what it is. */
function assertTold({ direct, sent, stats: { cost } }: Billed): void {
  const saved = direct - sent;
  const off = Math.abs(cost.saved_usd - saved);
  assert.ok(
    off <= MOST_OFF * Math.abs(saved) + NOTHING,
    `saved ${saved}, said to be ${cost.saved_usd}`,
  );
  assert.ok(Math.abs(cost.sent_usd - sent) < NOTHING, `cost ${sent}, said to be ${cost.sent_usd}`);
  assert.deepEqual([cost.unpriced_requests, cost.estimated_requests], [0, 0]);
}

for (const [name, course] of Object.entries(courses)) {
  Deno.test(`what was saved is told within 5 %: ${name}`, async () => {
    const billed = await billedTwice(course);
    assert.ok(billed.direct - billed.sent > 0.05 * billed.direct, "there was little to save");
    assertTold(billed);
  });
}

/** What goes past the proxy fills the provider's cache unseen, and is left out. */
function throughProxy({ habits, moves }: Recipe): Recipe {
  const seen = moves.map((move) =>
    move.does === "begin" && move.like === "elsewhere" ? { ...move, like: "new" as const } : move
  );
  return { habits, moves: seen };
}

Deno.test("what was saved is told within 5 %: sessions in which everything happens, together", async () => {
  let [saved, told] = [0, 0];
  for (const recipe of fc.sample(recipes(), { numRuns: 12, seed: 3 })) {
    const { direct, sent, stats } = await billedTwice({ recipe: throughProxy(recipe) });
    saved += direct - sent;
    told += stats.cost.saved_usd;
  }
  assert.ok(saved > 0.1);
  assert.ok(Math.abs(told - saved) <= MOST_OFF * saved, `saved ${saved}, said to be ${told}`);
});

Deno.test("a session in which nothing is saved costs the tool's definition, and that is said", async () => {
  const billed = await billedTwice({ recipe: session({}, ["short", "source"]) });
  assert.ok(billed.sent > billed.direct);
  assertTold(billed);
  const { saved_usd, tool_usd } = billed.stats.cost;
  assert.ok(saved_usd < 0);
  assert.ok(Math.abs(saved_usd + tool_usd) < 0.1 * tool_usd, `${saved_usd} ${tool_usd}`);
});

Deno.test("originals that the model asks for are debited, with all that they bring into later requests", async () => {
  const asking = await billedTwice({
    recipe: session({}, ["repeated", ...KINDS]),
    model: asksForOriginals,
  });
  const { cost, expand } = asking.stats;
  assert.ok(asking.stats.receipts.some(({ round }: { round: string }) => round === "further"));
  assert.ok(expand.hits > 2, `${expand.hits} originals were asked for`);
  assert.ok(cost.expand_usd > 0);
  assertTold(asking);
});

Deno.test("the latest requests have their receipts, the last one first", async () => {
  const { stats: { receipts } } = await billedTwice({ recipe: session() });
  assert.equal(receipts.length, 20);
  const [last, before] = receipts;
  assert.ok(last.at > before.at);
  assert.equal(last.model, "claude-opus-5-5");
  assert.equal(last.round, "first");
  assert.ok(last.bytes.in > last.bytes.up && last.bytes.up > 1000);
  const { input, cache_read, cache_write, output } = last.usage;
  assert.equal(last.tokens.up, input + cache_read + cache_write);
  assert.ok(last.tokens.in > last.tokens.up && output > 0);
  assert.ok(last.saved_by_rule.json > 100 && last.saved_by_rule.tool < -20);
  assert.ok(last.saved_by_tool.bash > 100);
  assert.equal(last.provider_cache, "as_expected");
  assert.equal(last.cost.is_estimate, false);
  assert.ok(last.cost.saved_usd > 0);
});

Deno.test("what a provider forgets is told apart from what we break", async () => {
  const { stats } = await billedTwice(courses["a provider that forgets now and then"]);
  const { breaks, provider_missed, provider_missed_tokens } = stats.prefix;
  assert.equal(breaks.ours, 0);
  assert.equal(provider_missed, 4);
  assert.ok(provider_missed_tokens > 1000);
  const { stats: { prefix } } = await billedTwice(courses["markers for five minutes"]);
  assert.equal(prefix.provider_missed, 0);
});

/** An agent on OpenAI's Chat Completions: so many results, one a request. */
function chat(more: Partial<Chat> = {}): Chat {
  const kinds = Array.from({ length: 30 }, (_, nth) => KINDS[nth * 3 % KINDS.length]);
  return { model: "gpt-5.1", kinds, pause: () => 15_000, answers: "streamed", ...more };
}

const chats: Readonly<Record<string, Chat>> = {
  "a model that caches by itself": chat(),
  "the same, not streamed": chat({ answers: "whole" }),
  "the same, with long pauses": chat({ pause: (nth) => nth % 7 === 6 ? 700_000 : 15_000 }),
  "a model that is paid for what it caches": chat({ model: "gpt-5.6-terra" }),
  "the same, with pauses that its cache does not outlive": chat({
    model: "gpt-5.6-terra",
    pause: (nth) => nth % 7 === 6 ? 2_000_000 : 15_000,
  }),
};

for (const [name, chat] of Object.entries(chats)) {
  Deno.test(`what was saved is told within 5 %, on OpenAI: ${name}`, async () => {
    const billed = await chattedTwice(chat);
    assert.ok(billed.direct - billed.sent > 0.05 * billed.direct, "there was little to save");
    assertTold(billed);
    assert.equal(billed.stats.prefix.breaks.ours, 0);
  });
}

Deno.test("answers that tell no usage are estimates, and no money", async () => {
  const { direct, sent, stats: { cost, usage } } = await chattedTwice(
    chat({ answers: "streamed without usage" }),
  );
  assert.deepEqual([cost.saved_usd, cost.sent_usd, cost.requests], [0, 0, 0]);
  assert.equal(cost.estimated_requests, 30);
  assert.equal(usage.input, 0);
  assert.ok(Math.abs(cost.estimated_usd - (direct - sent)) < 0.15 * (direct - sent));
});

/** A recorded session, without the proxy and through it. */
async function recordedTwice(name: string): Promise<Billed> {
  const run = async (isProxied: boolean) => {
    const clock = new Clock();
    const meter = new AnthropicMeter({ now: clock.now });
    const { provider, requests } = replayedOf(recordedOf(name), meter);
    const proxy = isProxied
      ? housed(undefined, provider, undefined, undefined, clock.now)
      : undefined;
    for (const request of requests) {
      clock.pass(15_000);
      await (await (proxy ? proxy.fetch(atDoor(request)) : provider.fetch(request))).text();
    }
    const stats = proxy && await statsOf(proxy);
    await proxy?.close();
    return { dollars: meter.dollars, stats };
  };
  const [direct, sent] = [await run(false), await run(true)];
  return { direct: direct.dollars, sent: sent.dollars, stats: sent.stats };
}

for (const name of ANTHROPIC_SESSIONS) {
  Deno.test(`what was saved is told within 5 %: the recorded session ${name}`, async () => {
    if (!hasCorpus(name)) return;
    assertTold(await recordedTwice(name));
  });
}
