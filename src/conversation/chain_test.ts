import assert from "node:assert/strict";
import { chainOf } from "./chain.ts";
import type { Conversation, Turn } from "./conversation.ts";

function turns(...digests: string[]): Turn[] {
  return digests.map((digest) => ({
    said: { role: "user", digest, marks: [], calls: [], results: [], texts: [], isPinned: false },
    place: { start: 0, end: 0 },
  }));
}

Deno.test("chainOf() gives equal histories equal links, and different ones different links from there on", () => {
  const one = chainOf(turns("a", "b", "c"));
  const other = chainOf(turns("a", "x", "c"));
  assert.equal(one[0], other[0]);
  assert.notEqual(one[1], other[1]);
  assert.notEqual(one[2], other[2]);
});

Deno.test("chainOf() takes links over from an earlier reading without changing any", () => {
  const earlier = { turns: turns("a", "b", "c"), chain: chainOf(turns("a", "b", "c")) };
  for (const history of [["a", "b", "c", "d"], ["a", "x", "c"], ["a"], []]) {
    assert.deepEqual(
      chainOf(turns(...history), earlier as unknown as Conversation),
      chainOf(turns(...history)),
    );
  }
});

Deno.test("chainOf() can't be fooled by joining two digests", () => {
  assert.notEqual(chainOf(turns("ab", "c")).at(-1), chainOf(turns("a", "bc")).at(-1));
});
