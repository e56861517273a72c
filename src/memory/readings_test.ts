import assert from "node:assert/strict";
import type { Conversation } from "../conversation/conversation.ts";
import { Readings } from "./readings.ts";

function reading(body: string): Conversation {
  const bytes = new TextEncoder().encode(body);
  return { body: bytes, turns: [], root: undefined } as unknown as Conversation;
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

Deno.test("nearest() finds the body that is repeated the most", () => {
  const readings = new Readings(1000);
  const [one, other] = [reading("{model: a, b"), reading("{model: x, y")];
  readings.keep(one, "api", undefined);
  readings.keep(other, "api", undefined);
  assert.equal(readings.nearest(bytes("{model: a, b, c"), "api"), one);
  assert.equal(readings.nearest(bytes("{model: x, z"), "api"), other);
  assert.equal(readings.nearest(bytes("else"), "api"), undefined);
});

Deno.test("keep() puts a reading in place of the one that it continues, and beside one that it only begins like", () => {
  const readings = new Readings(1000);
  const main = reading("{model: a, a long history");
  readings.keep(main, "api", undefined);
  readings.keep(reading("{model: b"), "api", readings.nearest(bytes("{model: b"), "api"));
  assert.equal(readings.nearest(main.body, "api"), main);

  const next = reading("{model: a, a long history, and more");
  readings.keep(next, "api", readings.nearest(next.body, "api"));
  assert.equal(readings.nearest(main.body, "api"), next);
});

Deno.test("keep() holds no more bytes than it may, the least used out first", () => {
  const readings = new Readings(100);
  const kept = ["a", "b", "c"].map((letter) => reading(letter.repeat(40)));
  for (const one of kept) readings.keep(one, "api", undefined);
  assert.equal(readings.nearest(bytes("a"), "api"), undefined);
  assert.equal(readings.nearest(bytes("b"), "api"), kept[1]);
  readings.keep(reading("d".repeat(200)), "api", undefined);
  assert.equal(readings.nearest(bytes("d"), "api"), undefined);
});
