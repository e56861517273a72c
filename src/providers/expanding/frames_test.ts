import assert from "node:assert/strict";
import fc from "fast-check";
import { Frames } from "./frames.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("frames keep every byte and say their data, however they are split", () => {
  const stream =
    'event: a\ndata: {"x":"é"}\n\n: comment\n\ndata: 1\r\ndata:2\r\n\r\nevent: z\ndata: 3\n\nrest';
  const whole = bytes(stream);
  fc.assert(fc.property(fc.array(fc.nat(whole.length)), (cuts) => {
    const places = [0, ...cuts.sort((a, b) => a - b), whole.length];
    const frames = new Frames();
    const got = places.slice(1).flatMap((end, i) => frames.push(whole.subarray(places[i], end)));
    assert.deepEqual(got.map(({ data }) => data), ['{"x":"é"}', "", "1\n2", "3"]);
    const all = [...got.flatMap(({ raw }) => [...raw]), ...frames.rest];
    assert.deepEqual(new Uint8Array(all), whole);
  }));
});

Deno.test("a long frame in small pieces is looked through once", () => {
  const frames = new Frames();
  const piece = bytes(`data: ${"x".repeat(1000)}`);
  for (let i = 0; i < 200; i++) assert.deepEqual(frames.push(piece), []);
  assert.equal(frames.push(bytes("\n\n")).length, 1);
});
