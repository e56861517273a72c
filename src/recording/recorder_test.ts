import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { AskedLine } from "./lines.ts";
import { packed, unpacked } from "./pack.ts";
import { createRecorder } from "./recorder.ts";

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 40 }).map((text) => new TextEncoder().encode(text)),
);

Deno.test("unpacked() gives back every body that packed() took, whatever the earlier ones", () => {
  fc.assert(fc.property(bytes, bytes, bytes, bytes, (head, one, other, tail) => {
    const base = Buffer.concat([head, one, tail]);
    const body = Buffer.concat([head, other, tail]);
    const line = packed(body, [{ n: 3, body: Buffer.from("elsewhere") }, { n: 4, body: base }]);
    const from = line.base === 4 ? base : Buffer.from(line.base === 3 ? "elsewhere" : "");
    assert.deepEqual(Buffer.from(unpacked(line, from)), body);
  }));
});

Deno.test("packed() tells a body that adds a little by what it adds", () => {
  const base = Buffer.from(`{"messages":["one"],"stream":true}`);
  const body = Buffer.from(`{"messages":["one","two\u00e9"],"stream":true}`);
  const line = packed(body, [{ n: 0, body: base }]);
  assert.deepEqual(line, { base: 0, start: 18, end: 16, middle: { text: `,"two\u00e9"` } });
});

Deno.test("createRecorder() writes a file of its owner's alone: requests as they come, answers when they are over", () => {
  const folder = mkdtempSync(join(tmpdir(), "squeezr-record-"));
  try {
    const beginning = { version: "1", compression: "on" } as const;
    const ended: string[] = [];
    const recorder = createRecorder(join(folder, "deep", "er"), {
      now: 0,
      beginning,
      ended: (why) => ended.push(why),
    });
    const facts = { at: 1, api: "anthropic", path: "/v1/messages", agent: "test" };
    const [first, second] = ["one", "one and two"].map((text) =>
      recorder.asked({ ...facts, body: Buffer.from(text) })
    );
    second({ begun: 3, status: 200, type: "application/json", body: Buffer.from("{}") });
    first({ begun: 2, status: 200, type: "application/json", body: undefined });
    recorder.close();
    second({ begun: 3, status: 200, type: "application/json", body: undefined });
    assert.equal(statSync(recorder.file).mode & 0o777, 0o600);
    const lines = readFileSync(recorder.file, "utf8").trimEnd().split("\n").map((line) =>
      JSON.parse(line)
    );
    assert.deepEqual(lines[0], { squeezr_recording: 1, ...beginning });
    const { base, middle } = lines[2] as AskedLine;
    assert.deepEqual([base, middle], [0, { text: " and two" }]);
    assert.deepEqual(lines.slice(3).map(({ answer }) => answer), [1, 0]);
    assert.equal(lines.length, 5);
    assert.deepEqual(ended, []);
    assert.equal(readdirSync(join(folder, "deep", "er")).length, 1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
