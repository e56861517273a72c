import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { createRecorder } from "../../recording/recorder.ts";
import type { Trouble } from "../session.ts";
import { parallelCalls, withLogs } from "../testing.ts";
import { filesIn, sessionIn } from "./files.ts";

Deno.test("filesIn() finds logs however deep, and does not follow links round", () =>
  withLogs((write, folder) => {
    mkdirSync(join(folder, "deep"));
    write("deep/a.jsonl", []);
    write("notes.txt", []);
    symlinkSync(folder, join(folder, "deep", "round"));
    assert.deepEqual(filesIn(folder, () => {}).map(({ file }) => file), [
      join(folder, "deep/a.jsonl"),
    ]);
    const named = write("named.log", []);
    assert.deepEqual(filesIn(named, () => {}).map(({ file }) => file), [named]);
    const troubles: Trouble[] = [];
    assert.deepEqual(filesIn(join(folder, "none"), (trouble) => troubles.push(trouble)), []);
    assert.equal(troubles[0].what, "can't be read (ENOENT)");
  }));

Deno.test("damaged lines are told of by number, and the others read", () =>
  withLogs((write) => {
    const [first, ...rest] = parallelCalls();
    const file = write("a.jsonl", [first, "{not json", ...rest, '{"cut": "o']);
    const troubles: Trouble[] = [];
    const session = sessionIn(file, new Set(), (trouble) => troubles.push(trouble))!;
    assert.deepEqual(troubles.map(({ line }) => line), [2, 11]);
    assert.equal([...session.requests].length, 3);
  }));

Deno.test("files that hold no session are told of, and those with titles alone are not", () =>
  withLogs((write) => {
    const told = (lines: readonly unknown[]) => {
      const troubles: Trouble[] = [];
      const session = sessionIn(
        write("a.jsonl", lines),
        new Set(),
        (trouble) => troubles.push(trouble),
      );
      assert.equal(session, undefined);
      return troubles.map(({ what }) => what).join();
    };
    assert.equal(told([]), "");
    assert.equal(told([{ type: "summary", summary: "A title" }]), "");
    assert.match(told([{ hello: 1 }]), /neither a recording of squeezr's nor/);
    assert.match(
      told(Array(50).fill("# Notes")),
      /^is no session: its lines are not JSON objects$/,
    );
  }));

Deno.test("a recording becomes the requests that came, body for body", () =>
  withLogs((_write, folder) => {
    const beginning = { version: "1", compression: "off" } as const;
    const recorder = createRecorder(folder, { now: 0, beginning, ended: assert.fail });
    const facts = { at: 5, api: "anthropic", path: "/v1/messages", agent: "test" };
    const reply = { begun: 7, status: 200, type: "text/event-stream", body: Buffer.from("data") };
    const bodies = ["one", "one two", "one two three\u00e9", "one two \u00e9"].map((text) =>
      Buffer.from(text)
    );
    for (const [i, body] of bodies.entries()) {
      const tell = recorder.asked({ ...facts, body });
      if (i !== 1) tell(reply);
    }
    recorder.close();
    const troubles: Trouble[] = [];
    const tell = (trouble: Trouble) => void troubles.push(trouble);
    const session = sessionIn(recorder.file, new Set(), tell)!;
    assert.deepEqual(session.source, { kind: "recorded", counted: "direct" });
    assert.deepEqual(
      [...session.requests].map(({ body }) => Buffer.from(body)),
      bodies.toSpliced(1, 1),
    );
    assert.deepEqual([...session.requests][0].answer, {
      status: 200,
      type: "text/event-stream",
      body: Buffer.from("data"),
    });
    appendFileSync(
      recorder.file,
      '{"n":9,"at":1,"base":77,"start":1,"end":0,"middle":{"text":""}}\n',
    );
    const [...some] = sessionIn(recorder.file, new Set(), tell)!.requests;
    assert.equal(some.length, 3);
    assert.equal(troubles[0].what, "goes on from a request that can't be read");
  }));
