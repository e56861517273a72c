import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { defaultConfig } from "../config/settings.ts";
import { createRecorder } from "../recording/recorder.ts";
import { createProxy } from "./proxy.ts";

const EVENTS = "event: ping\ndata: {}\n\n";
const BODY = JSON.stringify({ model: "m", messages: [{ role: "user", content: "hi" }] });

type Lines = Record<string, unknown>[];

/** Sends requests through a proxy that records, and gives what stands in the file afterwards. */
async function recorded(
  requests: readonly Request[],
  send: typeof fetch,
): Promise<{ readonly text: string; readonly lines: Lines; readonly answers: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), "squeezr-record-"));
  const ignore = () => {};
  try {
    const beginning = { version: "1", compression: "on" } as const;
    const recorder = createRecorder(folder, { now: 0, beginning, ended: ignore });
    const proxy = createProxy({
      config: defaultConfig,
      home: undefined,
      version: "1",
      port: () => 0,
      token: "",
      log: { info: ignore, warn: ignore, error: assert.fail },
      stop: ignore,
      send,
      recorder,
    });
    const answers: string[] = [];
    for (const request of requests) {
      const answer = await proxy.fetch(request);
      // A client knows of an answer that breaks off by an error.
      answers.push(await answer.text().catch((error: Error) => error.message));
    }
    proxy.close();
    const text = readFileSync(recorder.file, "utf8");
    const lines: Lines = text.trimEnd().split("\n").map((line) => JSON.parse(line));
    return { text, lines, answers };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function requestTo(path: string, body: string | Uint8Array, headers: Record<string, string> = {}) {
  return new Request(`http://127.0.0.1${path}`, {
    method: "POST",
    headers: { host: "127.0.0.1", "user-agent": "test/1", ...headers },
    body: body as BodyInit,
  });
}

const streamed: typeof fetch = () =>
  Promise.resolve(new Response(EVENTS, { headers: { "content-type": "text/event-stream" } }));

Deno.test("a recording holds what was asked and answered, and neither keys, headers nor queries", async () => {
  const secret = { authorization: "Bearer s3cret-a", "x-api-key": "s3cret-b", cookie: "s3cret-c" };
  const { text, lines, answers } = await recorded([
    requestTo("/v1/messages?key=s3cret-d", BODY, secret),
    requestTo("/v1/messages", gzipSync(BODY), { "content-encoding": "gzip" }),
  ], streamed);
  assert.deepEqual(answers, [EVENTS, EVENTS]);
  assert.doesNotMatch(text, /s3cret/);
  const { at: _, ...first } = lines[1];
  assert.deepEqual(first, {
    n: 0,
    api: "anthropic",
    path: "/v1/messages",
    agent: "test/1",
    start: 0,
    end: 0,
    middle: { text: BODY },
  });
  assert.deepEqual([lines[2].answer, lines[2].status, lines[2].type], [
    0,
    200,
    "text/event-stream",
  ]);
  assert.deepEqual(lines[2].body, { text: EVENTS });
  assert.deepEqual([lines[3].base, lines[3].start, lines[3].middle], [0, BODY.length, {
    text: "",
  }]);
});

Deno.test("a recording leaves out what asks no model, and bodies that can't be unpacked", async () => {
  const { lines, answers } = await recorded([
    requestTo("/v1/messages/count_tokens", BODY),
    requestTo("/v1/models", "{}"),
    requestTo("/to/nowhere/v1/messages", BODY),
    requestTo("/v1/messages", "not gzip", { "content-encoding": "gzip" }),
  ], streamed);
  assert.equal(lines.length, 1);
  assert.equal(answers.length, 4);
});

Deno.test("an answer that breaks off is recorded as far as it came", async () => {
  const broken: typeof fetch = () => {
    const chunks = ["one ", "two"].map((text) => new TextEncoder().encode(text));
    const body = new ReadableStream({
      pull(controller) {
        const chunk = chunks.shift();
        if (chunk) controller.enqueue(chunk);
        else controller.error(new Error("gone"));
      },
    });
    return Promise.resolve(
      new Response(body, { headers: { "content-type": "text/event-stream" } }),
    );
  };
  const { lines, answers } = await recorded([requestTo("/v1/messages", BODY)], broken);
  assert.deepEqual(answers, ["gone"]);
  assert.deepEqual(lines[2].body, { text: "one two" });
});
