import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
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

Deno.test("a line that is longer than any string is told of, and the others read", () =>
  withLogs((write) => {
    const file = write("a.jsonl", [...parallelCalls(), "{"]);
    truncateSync(file, 600_000_000);
    appendFileSync(file, `\n${JSON.stringify({ type: "summary" })}\n`);
    const troubles: Trouble[] = [];
    const session = sessionIn(file, new Set(), (trouble) => troubles.push(trouble))!;
    assert.deepEqual(troubles.map(({ line }) => line), [10, 11]);
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
    assert.equal(
      told([{ type: "permission-mode", permissionMode: "plan", sessionId: "5e55" }]),
      "",
    );
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
    const lost = { n: 9, ...facts, base: 77, start: 1, end: 0, middle: { text: "" } };
    appendFileSync(recorder.file, `${JSON.stringify(lost)}\n{"n":10,"middle":{}}\n`);
    const [...some] = sessionIn(recorder.file, new Set(), tell)!.requests;
    assert.equal(some.length, 3);
    assert.deepEqual(troubles.map(({ what }) => what), [
      "is neither a request nor an answer",
      "goes on from a request that can't be read",
    ]);
  }));

Deno.test("whatever stands in a file, reading it goes on to its end", () =>
  withLogs((write) => {
    const names = [
      ...["squeezr_recording", "n", "at", "api", "path", "agent", "base", "start", "end", "middle"],
      ...["answer", "begun", "status", "type", "body", "text", "base64", "payload", "timestamp"],
      ...["sessionId", "uuid", "parentUuid", "message", "content", "id", "role", "usage", "model"],
    ];
    const words = [
      ...[
        "user",
        "assistant",
        "tool_use",
        "tool_result",
        "session_meta",
        "response_item",
        "token_count",
      ],
      ...[
        "event_msg",
        "compacted",
        "turn_context",
        "function_call",
        "2026-11-01T10:00:00Z",
        "a",
        "b",
      ],
    ];
    const { value } = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(...words),
        fc.constantFrom(0, 1, 2, -1, 1e9, 0.5, null, true),
        fc.array(tie("value"), { maxLength: 3 }),
        tie("object"),
      ),
      object: fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 12 }),
    }));
    const lines = fc.array(fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 20 }), {
      maxLength: 6,
    });
    const heads = fc.constantFrom(
      [{ squeezr_recording: 1 }],
      [{ sessionId: "s", uuid: "u", message: {} }],
      [{ type: "event_msg", payload: {} }],
    );
    fc.assert(fc.property(heads, lines, (head, rest) => {
      const session = sessionIn(write("a.jsonl", [...head, ...rest]), new Set(), () => {});
      for (const { body, at } of session?.requests ?? []) {
        assert.ok(body.length > 0 && at <= Infinity);
      }
    }));
  }));

/** Lines of a recording that nobody could have written who saw a request. */
const IMPOSSIBLE: readonly (readonly [line: number, change: object])[] = [
  [2, { agent: "a\nb" }],
  [2, { agent: "\u4e2d" }],
  [2, { start: -1 }],
  [2, { base: null }],
  [3, { type: "text/plain\r\nx: y" }],
  [3, { status: 99_999 }],
  [3, { status: 101 }],
];

for (const [number, change] of IMPOSSIBLE) {
  Deno.test(`a recording is read without a line that holds ${JSON.stringify(change)}`, () =>
    withLogs((write) => {
      const ask = { at: 1, api: "anthropic", path: "/v1/messages", agent: "test" };
      const body = { start: 0, end: 0, middle: { text: "{}" } };
      const reply = { begun: 2, status: 200, type: "application/json", body: { text: "{}" } };
      const lines = [
        { squeezr_recording: 1, version: "1", compression: "on" },
        { n: 0, ...ask, ...body },
        { answer: 0, ...reply },
        { n: 1, ...ask, ...body },
        { answer: 1, ...reply },
      ].map((line, i) => i === number - 1 ? { ...line, ...change } : line);
      const troubles: Trouble[] = [];
      const tell = (trouble: Trouble) => void troubles.push(trouble);
      const session = sessionIn(write("a.jsonl", lines), new Set(), tell)!;
      assert.equal([...session.requests].length, 1);
      const { line, what } = troubles[0];
      assert.deepEqual([line, what], [number, "is neither a request nor an answer"]);
    }));
}
