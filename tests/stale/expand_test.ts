/** The model asks for texts that stand aside, and goes on in conversations with such answers. */
import assert from "node:assert/strict";
import { statsOf, withFolder } from "../support/proxies.ts";
import { isPlaceholder, pace, StaleClient } from "./client.ts";
import { type Dialect, dialects, FIRST } from "./dialects.ts";

const idIn = (placeholder: string) => /expand\("([a-z2-7]+)/.exec(placeholder)![1];

async function answersAndGoesOn(dialect: Dialect, home: string): Promise<void> {
  const client = new StaleClient(dialect, home, pace(10, 4));
  const before = await client.turns(11);
  const at = before.findIndex(isPlaceholder);
  const words = client.talk.flatMap((entry) => entry.by === "tool" ? [] : [entry.text]);
  for (const restarts of [false, true]) {
    if (restarts) client.restart();
    client.asks = idIn(before[at]);
    await client.turns(1);
    assert.equal(client.given, words[at]);
    assert.doesNotMatch(JSON.stringify(client.answer), /squeezr_expand/);
    client.asks = undefined;
    client.given = undefined;
  }
  // The calls stand in what goes up again, and the texts around them stay whole.
  await client.turns(30);
  const { tools: _, ...said } = client.sent.at(-1)!.up;
  const up = JSON.stringify(said);
  assert.equal(up.split(FIRST).length - 1, 2);
  assert.ok(up.split('"squeezr_expand"').length > 2);
  const { prefix, stale_turns, expand } = await statsOf(client.proxy);
  assert.equal(prefix.breaks.ours, 0);
  assert.ok(stale_turns.steps > 0);
  assert.equal(expand.misses, 0);
  assert.deepEqual(client.proxy.log.filter((line) => /could not/.test(line)), []);
  client.close();
}

for (const dialect of dialects.filter(({ asks }) => asks !== undefined)) {
  Deno.test(`${dialect.name}: the model gets a text back that stands aside, and steps go on behind that`, () =>
    withFolder((home) => answersAndGoesOn(dialect, home)));
}
