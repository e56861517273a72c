import assert from "node:assert/strict";
import { playSession } from "../src/demo/play.ts";
import { createProvider } from "../src/demo/provider.ts";
import { scriptOf, session } from "../src/demo/session.ts";
import { blocksOf } from "../src/demo/values.ts";
import { atDoor, housed } from "./support/proxies.ts";

Deno.test("the recorded session plays through a proxy: less goes up, and nothing sent is changed", async () => {
  const provider = createProvider({ script: scriptOf(session) });
  const proxy = housed(undefined, provider);
  const rows = await Array.fromAsync(
    playSession(session, (request) => proxy.fetch(atDoor(request)), provider),
  );
  await proxy.close();
  assert.equal(rows.length, session.requests.length);
  assert.deepEqual(rows.filter(({ changed }) => changed > 0), []);
  const last = rows.at(-1)!;
  assert.ok(last.bytesUp < last.bytesIn * 0.8, `${last.bytesUp} of ${last.bytesIn} bytes went up`);
  // Each prompt is read from the cache up to where the one before it ended.
  for (const { request, usage } of rows.slice(1)) {
    assert.ok(Number(usage.cache_read_input_tokens) > 0, `request ${request} read nothing`);
  }
});

Deno.test("the recorded session is the work of an agent, and tells nothing of where it was made", () => {
  const blocks = session.messages.flatMap(({ content }) => blocksOf(content));
  const calls = blocks.filter(({ type }) => type === "tool_use");
  assert.ok(calls.length >= 40, `${calls.length} tool calls`);
  assert.deepEqual(blocks.filter((block) => Object.hasOwn(block, "signature")), []);
  const places = /\/(home\/(?!dev\b)|Users\/|tmp\/|private\/|root\b)\S{0,40}|npmjs\S{0,20}/g;
  assert.deepEqual(JSON.stringify(session).match(places) ?? [], []);
});
