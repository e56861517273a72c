/** Old texts stand aside in steps, in conversations of every API. */
import assert from "node:assert/strict";
import type { Fields } from "../../src/demo/values.ts";
import { MOST_STEPS } from "../../src/plan/step.ts";
import { compression, type Settings, statsOf, withFolder } from "../support/proxies.ts";
import { isPlaceholder, pace, saying, StaleClient } from "./client.ts";
import { type Dialect, dialects } from "./dialects.ts";

/** Where the turns are, in a talk in which each text is a turn's or the answer to it. */
const placeholders = (texts: readonly string[]) => texts.filter(isPlaceholder).length;

type Scene = (client: StaleClient, dialect: Dialect) => Promise<void>;

/** Plays a scene in every API. */
function inAll(name: string, scene: Scene, settings?: Settings): void {
  for (const dialect of dialects) {
    Deno.test(`${dialect.name}: ${name}`, () =>
      withFolder(async (home) => {
        const client = new StaleClient(dialect, home, settings);
        try {
          await scene(client, dialect);
          assert.equal((await statsOf(client.proxy)).prefix.breaks.ours, 0);
        } finally {
          client.close();
        }
      }));
  }
}

inAll(
  "steps are taken at 50, 80 and 110 turns, and nothing changes between them",
  async (client) => {
    const steps: number[] = [];
    let before: readonly string[] = [];
    for (let turn = 1; turn <= 112; turn++) {
      const texts = await client.turns(1);
      const shared = before.findIndex((text, i) => text !== texts[i]);
      if (shared >= 0) steps.push(turn);
      for (const [i, text] of texts.entries()) {
        if (before[i] !== undefined && text !== before[i]) assert.ok(isPlaceholder(text));
      }
      before = texts;
    }
    assert.deepEqual(steps, [50, 80, 110]);
    const { prefix, stale_turns, by_rule } = await statsOf(client.proxy);
    assert.equal(prefix.steps, 3);
    assert.equal(stale_turns.steps, 3);
    assert.equal(stale_turns.collapsed, placeholders(before));
    assert.ok(stale_turns.saved_chars > 0 && stale_turns.saved_tokens > 0);
    assert.equal(by_rule.stale_turns.blocks, stale_turns.collapsed);
    assert.equal(by_rule.stale_turns.saved_chars, stale_turns.saved_chars);
  },
);

inAll("a step leaves the first message and the last turns alone", async (client) => {
  const texts = await client.turns(10);
  const words = client.talk.flatMap((entry) => entry.by === "tool" ? [] : [entry.text]);
  assert.equal(texts[0], words[0]);
  const firstWhole = texts.findLastIndex(isPlaceholder) + 1;
  const recent = client.talk.filter(({ by }) => by !== "model").slice(-4);
  const [oldest] = recent;
  assert.ok(placeholders(texts) > 0);
  assert.ok(firstWhole <= words.indexOf(oldest.by === "user" ? oldest.text : words[firstWhole]));
  assert.deepEqual(texts.slice(firstWhole), words.slice(firstWhole, texts.length));
}, pace(10, 4));

inAll(
  "a placeholder says who spoke, how much, and gives the text back byte for byte",
  async (client) => {
    const texts = await client.turns(10);
    const words = client.talk.flatMap((entry) => entry.by === "tool" ? [] : [entry.text]);
    for (const again of [false, true]) {
      if (again) {
        client.restart();
        await client.turns(1);
      }
      for (const [i, text] of texts.entries()) {
        if (!isPlaceholder(text)) continue;
        const [, role, size] = /^\[Old (user|assistant) text, (\d+)/.exec(text) ?? [];
        assert.equal(role, words[i].includes("the model tells") ? "assistant" : "user");
        assert.equal(Number(size), words[i].length);
        const id = /expand(?:\("| )([a-z2-7]+)/.exec(text)?.[1];
        assert.equal(await client.original(id!), words[i]);
      }
    }
  },
  pace(10, 4),
);

inAll(
  "what stood aside does so after restarts, with everything off, in retries, forks and rewinds",
  async (client) => {
    await client.turns(12);
    const talk = client.talk.slice(0, -1);
    const before = await client.send(talk);
    assert.ok(placeholders(before) > 0);
    const off: Settings[] = [
      (config) => config,
      compression({ stale_turns: false }),
      compression({ enabled: false }),
      compression({ dry_run: true }),
      pace(1000, 1),
      (config) => ({ ...config, expand: { ...config.expand, enabled: false } }),
    ];
    for (const settings of off) {
      client.restart(settings);
      assert.deepEqual(await client.send(talk), before);
      const fork = [
        ...talk.slice(0, -2),
        { by: "user", text: saying("asks otherwise", 0) } as const,
      ];
      const forked = await client.send(fork);
      assert.deepEqual(forked.slice(0, -1), before.slice(0, forked.length - 1));
      const rewound = await client.send(talk.slice(0, 7));
      assert.deepEqual(rewound, before.slice(0, rewound.length));
    }
  },
  pace(10, 4),
);

inAll("no step is taken while it is turned off, whichever switch it was", async (client) => {
  await client.turns(2);
  const off: Settings[] = [
    compression({ stale_turns: false }),
    compression({ enabled: false }),
    compression({ dry_run: true }),
  ];
  for (const settings of off) {
    client.restart(settings);
    assert.equal(placeholders(await client.turns(6)), 0);
  }
  client.restart();
  // All that is old stands aside then, at once.
  const texts = await client.turns(1);
  assert.ok(placeholders(texts) > 12);
}, pace(10, 4));

inAll("texts that are too short to gain stay", async (client) => {
  client.length = 40;
  assert.equal(placeholders(await client.turns(30)), 0);
}, pace(10, 4));

inAll("a conversation that began elsewhere is left alone", async (client, dialect) => {
  const elsewhere = new StaleClient(dialect, undefined);
  await elsewhere.turns(5);
  elsewhere.close();
  client.talk = elsewhere.talk;
  assert.equal(placeholders(await client.turns(20)), 0);
}, pace(10, 4));

inAll("a request without tools replays and takes no step", async (client) => {
  await client.turns(8);
  client.habit = ({ tools: _, ...body }) => body;
  assert.equal(placeholders(await client.turns(3)), 0);
  client.habit = (body) => body;
  const texts = await client.turns(1);
  assert.ok(placeholders(texts) > 0);
  client.habit = ({ tools: _, ...body }) => body;
  assert.deepEqual((await client.turns(1)).slice(0, texts.length), texts);
}, pace(10, 4));

for (const dialect of dialects) {
  for (const [nth, pin] of dialect.pins.entries()) {
    const name = `${dialect.name}: pin ${nth}`;

    Deno.test(`${name} keeps every text whole, in the requests after it too`, () =>
      withFolder(async (home) => {
        const client = new StaleClient(dialect, home, pace(10, 4));
        await client.turns(3);
        client.habit = pin;
        assert.equal(placeholders(await client.turns(9)), 0);
        client.habit = (body) => body;
        client.restart();
        assert.equal(placeholders(await client.turns(3)), 0);
        client.close();
      }));

    Deno.test(`${name} leaves placeholders in place that stood before it`, () =>
      withFolder(async (home) => {
        const client = new StaleClient(dialect, home, pace(10, 4));
        const before = await client.turns(11);
        client.habit = pin;
        assert.ok(placeholders(before) > 0);
        assert.deepEqual((await client.turns(30)).slice(0, before.length), before);
        assert.equal((await statsOf(client.proxy)).prefix.breaks.ours, 0);
        client.close();
      }));
  }
}

Deno.test("Anthropic: a count of a request that is due counts what its message will send", () =>
  withFolder(async (home) => {
    const [anthropic] = dialects;
    const client = new StaleClient(anthropic, home, pace(10, 4));
    await client.turns(9);
    const due = [...client.talk, { by: "user", text: saying("asks", 99) } as const];
    const counted = await client.send(due, `${anthropic.path}/count_tokens`);
    assert.ok(placeholders(counted) > 0);
    assert.equal((await statsOf(client.proxy)).stale_turns.steps, 0);
    assert.deepEqual(await client.send(due), counted);
    assert.equal((await statsOf(client.proxy)).stale_turns.steps, 1);
    client.close();
  }));

Deno.test("a client that writes old answers otherwise each time has a bounded number of steps taken", () =>
  withFolder(async (home) => {
    const chat = dialects[1];
    const client = new StaleClient(chat, home, pace(4, 1));
    await client.turns(8);
    let nth = 0;
    // The calls' ids stay: they tell whose conversation it is.
    client.habit = (body) => {
      const messages = (body.messages as Fields[]).map((message) =>
        message.role === "assistant"
          ? { ...message, content: `${message.content} Seen ${nth} times.` }
          : message
      );
      nth++;
      return { ...body, messages };
    };
    for (let i = 0; i < MOST_STEPS + 20; i++) await client.send(client.talk.slice(0, -1));
    const { prefix, stale_turns } = await statsOf(client.proxy);
    assert.equal(prefix.breaks.ours, 0);
    assert.ok(stale_turns.steps <= MOST_STEPS);
    const texts = await client.send(client.talk.slice(0, -1));
    assert.equal(placeholders(texts), 0);
    client.close();
  }));
