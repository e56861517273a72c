import assert from "node:assert/strict";
import fc from "fast-check";
import { commonPrefix, sameBytes } from "./bytes.ts";

const bytes = fc.uint8Array({ maxLength: 20 });

Deno.test("commonPrefix() is where two texts part", () => {
  fc.assert(fc.property(bytes, bytes, bytes, (start, a, b) => {
    const length = commonPrefix(join(start, a), join(start, b));
    const first = a.findIndex((byte, i) => byte !== b[i]);
    assert.equal(length, start.length + (first < 0 ? Math.min(a.length, b.length) : first));
  }));
});

Deno.test("commonPrefix() finds one changed byte anywhere in a large body", () => {
  const body = new Uint8Array(300_000).fill(7);
  for (const at of [0, 1, 4095, 4096, 4097, 12_287, 12_288, 100_000, 299_999]) {
    const changed = body.slice();
    changed[at] = 8;
    assert.equal(commonPrefix(body, changed), at);
    assert.equal(commonPrefix(changed, body), at);
    assert.equal(sameBytes(body, changed), false);
  }
  assert.equal(commonPrefix(body, body.slice()), body.length);
  assert.equal(commonPrefix(body, body.slice(0, 5000)), 5000);
  assert.equal(commonPrefix(body, new Uint8Array()), 0);
});

Deno.test("sameBytes() compares what the views show", () => {
  const larger = new Uint8Array([1, 2, 3, 1, 2, 4]);
  assert.equal(sameBytes(larger.subarray(0, 2), larger.subarray(3, 5)), true);
  assert.equal(sameBytes(larger.subarray(0, 3), larger.subarray(3, 6)), false);
  assert.equal(sameBytes(larger.subarray(0, 2), larger.subarray(0, 3)), false);
  assert.equal(sameBytes(larger, larger), true);
  assert.equal(sameBytes(new Uint8Array(), new Uint8Array()), true);
});

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  return new Uint8Array([...a, ...b]);
}
