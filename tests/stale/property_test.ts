/** Clients that do what clients do to their histories, at random, in every API. */
import fc from "fast-check";
import assert from "node:assert/strict";
import type { Fields } from "../../src/demo/values.ts";
import { compression, type Settings, statsOf, withFolder } from "../support/proxies.ts";
import { isPlaceholder, pace, saying, type Sent, StaleClient } from "./client.ts";
import { type Dialect, dialects, type Entry } from "./dialects.ts";

const THRESHOLD = 8;
const KEEP_RECENT = 3;

const SETTINGS: readonly Settings[] = [
  (config) => config,
  compression({ stale_turns: false }),
  compression({ enabled: false }),
  compression({ stale_turn_threshold: 5, stale_turn_keep_recent: 4 }),
  compression({ stale_turn_threshold: 30, stale_turn_keep_recent: 1 }),
];

/** What a client does next. */
type Move =
  | { readonly does: "turns"; readonly count: number }
  | { readonly does: "restart"; readonly settings: number }
  /** Takes back the last so many entries, and says something else or the same. */
  | { readonly does: "rewind"; readonly entries: number; readonly says: number }
  /** Asks something else once, and goes on without it. */
  | { readonly does: "aside"; readonly entries: number }
  | { readonly does: "again" | "twice" }
  /** Changes what was said in one place. */
  | { readonly does: "edit"; readonly at: number }
  | { readonly does: "clear" }
  | { readonly does: "cut"; readonly entries: number }
  /** From now on the last text of the user bears a reminder, which moves on with each turn. */
  | { readonly does: "remind" };

/** Where calls have no ids of their own, a history that was rewritten is not known again: nothing is to be expected. */
const NAMELESS = new Set(["Gemini", "Ollama"]);
const REWRITES = new Set(["edit", "clear", "cut", "remind"]);

const moves = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        does: fc.constant("turns" as const),
        count: fc.integer({ min: 1, max: 8 }),
      }),
    },
    fc.record({ does: fc.constant("restart" as const), settings: fc.nat(SETTINGS.length - 1) }),
    fc.record({ does: fc.constant("rewind" as const), entries: fc.nat(20), says: fc.nat(1) }),
    fc.record({ does: fc.constant("aside" as const), entries: fc.nat(20) }),
    fc.record({ does: fc.constantFrom("again" as const, "twice" as const) }),
    fc.record({ does: fc.constant("edit" as const), at: fc.nat(40) }),
    fc.record({ does: fc.constantFrom("clear" as const, "remind" as const) }),
    fc.record({ does: fc.constant("cut" as const), entries: fc.nat(12) }),
  ),
  { minLength: 3, maxLength: 14 },
);

async function act(move: Move, client: StaleClient, dialect: Dialect): Promise<void> {
  const { talk } = client;
  switch (move.does) {
    case "turns":
      return void await client.turns(move.count);
    case "restart":
      return client.restart(SETTINGS[move.settings]);
    case "rewind":
      client.talk = rewound(talk, move.entries);
      client.seed = move.says;
      return;
    case "aside":
      return void await client.send([
        ...rewound(talk, move.entries),
        { by: "user", text: saying("asks aside", move.entries) },
      ]);
    case "again":
      return void await client.send(talk.slice(0, -1));
    case "twice":
      await Promise.all([client.send(talk.slice(0, -1)), client.send(talk.slice(0, -1))]);
      return;
    case "edit":
      client.talk = talk.map((entry, i) =>
        i === move.at % talk.length && entry.by === "user"
          ? { ...entry, text: `${entry.text} (edited)` }
          : entry
      );
      return;
    case "clear":
      client.talk = talk.map((entry) =>
        entry.by === "tool" ? { ...entry, output: "[Old tool result content cleared]" } : entry
      );
      return;
    case "cut":
      client.talk = fromUser(talk, move.entries);
      return;
    case "remind":
      client.habit = (body) => withReminder(body, dialect);
  }
}

/**
 * A rewind ends where the model has answered without a call. One call stands before that: with neither an id nor the
 * words that were served, nobody knows the conversation again.
 */
function rewound(talk: readonly Entry[], entries: number): readonly Entry[] {
  const isAnswer = (entry: Entry) => entry.by === "model" && !entry.call;
  const before = talk.slice(0, Math.max(2, talk.length - entries));
  const left = before.slice(0, before.findLastIndex(isAnswer) + 1);
  return left.some((entry) => entry.by === "model" && entry.call) ? left : talk;
}

/** A history that was cut begins with the user. */
function fromUser(talk: readonly Entry[], entries: number): readonly Entry[] {
  const at = talk.findIndex(({ by }, i) => i >= entries && by === "user");
  return at < 0 ? talk : talk.slice(at);
}

function withReminder(body: Fields, { remind }: Dialect): Fields {
  return remind(body, "\n<system-reminder>The list is empty.</system-reminder>");
}

/** Holds a request against what the client said, and against all requests before it. */
async function assertLawful(
  client: StaleClient,
  dialect: Dialect,
  nth: number,
  originals: Map<string, string>,
): Promise<void> {
  const sent = client.sent[nth];
  const [said, up] = [dialect.textsIn(sent.body), dialect.textsIn(sent.up)];
  assert.equal(up.length, said.length);
  for (const [i, text] of up.entries()) {
    if (text === said[i]) continue;
    assert.ok(isPlaceholder(text), text);
    assert.equal(Number(/(\d+) chars/.exec(text)?.[1]), said[i].length);
    const id = /expand(?:\("| )([a-z2-7]+)/.exec(text)![1];
    if (nth === client.sent.length - 1) assert.equal(await client.original(id), said[i]);
    assert.equal(originals.get(id) ?? said[i], said[i], "two texts under one id");
    originals.set(id, said[i]);
  }
  assert.deepEqual(restOf(sent.up, dialect), restOf(sent.body, dialect));
  for (const before of client.sent.slice(0, nth)) assertKept(before, sent, dialect);
}

/** What stood aside does so as long as the client says the same up to there. */
function assertKept(before: Sent, sent: Sent, { textsIn }: Dialect): void {
  const [saidBefore, upBefore] = [textsIn(before.body), textsIn(before.up)];
  const [said, up] = [textsIn(sent.body), textsIn(sent.up)];
  const parting = saidBefore.findIndex((text, i) => text !== said[i]);
  const shared = parting < 0 ? saidBefore.length : parting;
  for (let i = 0; i < shared; i++) {
    if (isPlaceholder(upBefore[i])) assert.equal(up[i], upBefore[i], `text ${i} is whole again`);
  }
}

/** All but the texts and the tools, of which one is ours. */
function restOf({ tools: _, ...rest }: Fields, { textsIn }: Dialect): string {
  const texts = textsIn(rest).map((text) => JSON.stringify(text));
  return texts.reduce((json, text) => json.replace(text, '"..."'), JSON.stringify(rest));
}

for (const dialect of dialects) {
  Deno.test(`${dialect.name}: whatever a client does, what stood aside does so where it says the same`, async () => {
    let aside = 0;
    const holds = fc.asyncProperty(moves, (moves) =>
      withFolder(async (home) => {
        const client = new StaleClient(dialect, home, pace(THRESHOLD, KEEP_RECENT));
        const originals = new Map<string, string>();
        let checked = 0;
        try {
          await client.turns(2);
          for (const move of moves) {
            if (NAMELESS.has(dialect.name) && REWRITES.has(move.does)) continue;
            await act(move, client, dialect);
            while (checked < client.sent.length) {
              await assertLawful(client, dialect, checked++, originals);
            }
          }
          assert.equal((await statsOf(client.proxy)).prefix.breaks.ours, 0);
          aside += client.sent.filter(({ up }) => dialect.textsIn(up).some(isPlaceholder)).length;
        } finally {
          client.close();
        }
      }));
    await fc.assert(holds, { numRuns: 12 });
    assert.ok(aside > 0, "nothing ever stood aside");
  });
}
