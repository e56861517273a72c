import assert from "node:assert/strict";
import type { OriginalId } from "../plan/decision.ts";
import { idOf, md5 } from "../text/digest.ts";
import { createOriginals } from "./originals.ts";
import { MD5_TWINS } from "./testing.ts";

const ROOMY = { maxBytes: 1 << 20 };

Deno.test("put() names an original by its MD5, the same each time and in each store", () => {
  const originals = createOriginals(ROOMY);
  const id = originals.put("an original");
  assert.equal(id, idOf(md5("an original")));
  assert.match(id, /^[a-z2-7]{8}$/);
  assert.equal(originals.put("an original"), id);
  assert.equal(createOriginals(ROOMY).put("an original"), id);
  assert.equal(originals.get(id), "an original");
  assert.deepEqual(originals.stats(), { size: 1, bytes: 11 });
});

Deno.test("originals come back to the letter", () => {
  const originals = createOriginals(ROOMY);
  for (const text of ["", "nul \0", "\r\n\t\x1b[31m", "漢字 👩‍👩‍👧", "lone \ud800"]) {
    assert.equal(originals.get(originals.put(text)), text);
  }
});

Deno.test("put() gives two more characters while another original holds the id", () => {
  const originals = createOriginals(ROOMY);
  const digest = md5("late");
  originals.restore(idOf(digest) as OriginalId, "early");
  originals.restore(idOf(digest, 10) as OriginalId, "earlier");
  const id = originals.put("late");
  assert.equal(id, idOf(digest, 12));
  assert.equal(originals.get(idOf(digest)), "early");
  assert.equal(originals.put("late"), id);
});

Deno.test("two originals of one MD5 get two ids", () => {
  const originals = createOriginals(ROOMY);
  const [one, other] = MD5_TWINS.map((text) => originals.put(text));
  assert.notEqual(one, other);
  assert.deepEqual([one, other].map((id) => originals.get(id)), MD5_TWINS);
  assert.deepEqual(MD5_TWINS.map((text) => originals.put(text)), [one, other]);
});

Deno.test("originals used longest ago make room for new ones", () => {
  const originals = createOriginals({ maxBytes: 250 });
  const [a, b] = ["a", "b"].map((letter) => originals.put(letter.repeat(100)));
  originals.get(a);
  const c = originals.put("c".repeat(100));
  assert.deepEqual([a, b, c].map((id) => originals.has(id)), [true, false, true]);
  assert.equal(originals.stats().bytes, 200);
});

Deno.test("an id is given even to what is too big to be stored", () => {
  const originals = createOriginals({ maxBytes: 10 });
  const id = originals.put("more than ten bytes");
  assert.equal(id, idOf(md5("more than ten bytes")));
  assert.equal(originals.has(id), false);
});

Deno.test("0 is no limit", () => {
  const originals = createOriginals({ maxBytes: 0 });
  for (let i = 0; i < 100; i++) originals.put(`${i}`.repeat(10_000));
  assert.equal(originals.stats().size, 100);
});

Deno.test("restore() fills free room and drops nothing", () => {
  const originals = createOriginals({ maxBytes: 250 });
  const ids = ["a", "b", "c"].map((letter) => letter.repeat(8) as OriginalId);
  // A session that is bigger than the store, replayed twice.
  for (const _ of [1, 2]) {
    for (const id of ids) originals.restore(id, id[0].repeat(100));
    assert.deepEqual(ids.map((id) => originals.has(id)), [true, true, false]);
  }
});

Deno.test("restore() counts as use, and changes nothing that is held", () => {
  const originals = createOriginals({ maxBytes: 250 });
  const [a, b] = ["a", "b"].map((letter) => originals.put(letter.repeat(100)));
  originals.restore(a, "another text");
  originals.put("c".repeat(100));
  assert.equal(originals.get(a), "a".repeat(100));
  assert.equal(originals.has(b), false);
});
