import assert from "node:assert/strict";
import { brotliCompressSync, gzipSync, zstdCompressSync } from "node:zlib";
import { loadConfig } from "../config/load.ts";
import { TOKEN_HEADER } from "../admin/routes.ts";
import { shorten } from "../rules/list.ts";
import { createProxy, type Proxy, type ProxyOptions } from "./proxy.ts";

const TOKEN = "token-of-the-run-file";
const JSON_ANSWER = { "content-type": "application/json" };

/** What the upstream was asked. */
interface Seen {
  url: string;
  method: string;
  headers: Headers;
  body: string;
  bytes: Uint8Array;
}

interface Rig extends Proxy {
  seen: Seen[];
  log: string[];
}

type Answer = (seen: Seen, signal: AbortSignal) => Response | Promise<Response>;

function rig(answer: Answer = () => new Response("{}"), more: Partial<ProxyOptions> = {}): Rig {
  const seen: Seen[] = [];
  const log: string[] = [];
  const say = (line: string) => void log.push(line);
  const { config } = loadConfig({
    env: {},
    cwd: "/",
    flags: {},
    file: undefined,
    project: false,
    ruleNames: [],
  });
  const proxy = createProxy({
    config,
    home: undefined,
    version: "0.0.0",
    port: () => 8080,
    token: TOKEN,
    log: { info: say, warn: say, error: say },
    stop: () => {},
    send: async (input, init) => {
      const request = new Request(input, init);
      const bytes = new Uint8Array(await request.arrayBuffer());
      const entry = {
        url: request.url,
        method: request.method,
        headers: request.headers,
        body: new TextDecoder().decode(bytes),
        bytes,
      };
      seen.push(entry);
      return await answer(entry, init!.signal!);
    },
    ...more,
  });
  return { ...proxy, seen, log };
}

function ask(path: string, init: RequestInit = {}): Request {
  const headers = new Headers(init.headers);
  if (!headers.has("host")) headers.set("host", "127.0.0.1:8080");
  return new Request(`http://127.0.0.1:8080${path}`, { ...init, headers });
}

function post(
  body: BodyInit,
  headers: Record<string, string> = {},
  path = "/v1/messages",
): Request {
  return ask(path, { method: "POST", body, headers });
}

const pretty = JSON.stringify(
  Array.from({ length: 60 }, (_, i) => ({ id: i, name: `item ${i}`, price: 1.5 })),
  null,
  4,
);

/** What the rules make of it, where they may lose nothing. */
const short = shorten({ tool: "Bash", command: "get 0", text: pretty }, String, new Set(), true)!
  .text;

/** A session after so many tool calls, all with the same pretty JSON at first and words after it. */
function sessionOf(calls: number, text = (i: number) => `${i} ${pretty}`.slice(2)): string {
  const messages: unknown[] = [{ role: "user", content: "Begin." }];
  for (let i = 0; i < calls; i++) {
    const id = `toolu_0123456789abcdef${i}`;
    messages.push(
      {
        role: "assistant",
        content: [{ type: "tool_use", id, name: "Bash", input: { command: `get ${i}` } }],
      },
      { role: "user", content: [{ type: "tool_result", tool_use_id: id, content: text(i) }] },
    );
  }
  return JSON.stringify({ model: "claude-opus-4-8", max_tokens: 100, messages, tools: [] });
}

function resultsOf(body: string): string[] {
  return JSON.parse(body).messages.flatMap((message: { content: unknown }) =>
    Array.isArray(message.content)
      ? message.content.filter((block) => block.type === "tool_result").map((block) =>
        block.content
      )
      : []
  );
}

Deno.test("HEAD / is answered here, 200 and empty", async () => {
  const proxy = rig();
  const answer = await proxy.fetch(ask("/", { method: "HEAD" }));
  assert.deepEqual([answer.status, await answer.text(), proxy.seen.length], [200, "", 0]);
});

Deno.test("any method, path, query, header and body goes to the upstream as it came", async () => {
  const proxy = rig();
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
    const body = method === "GET" ? null : '{"a": 1.0}';
    const headers = { "x-api-key": "k", "x-other": "a, b", connection: "x-hop", "x-hop": "1" };
    await proxy.fetch(ask("/v1/files/f%2F1?beta=true&x=%20", { method, body, headers }));
    const seen = proxy.seen.at(-1)!;
    assert.equal(seen.method, method);
    assert.equal(seen.url, "https://api.anthropic.com/v1/files/f%2F1?beta=true&x=%20");
    assert.equal(seen.body, body ?? "");
    assert.equal(seen.headers.get("x-api-key"), "k");
    assert.equal(seen.headers.get("x-other"), "a, b");
    assert.equal(seen.headers.get("x-hop"), null);
  }
});

Deno.test("paths find their upstream; /to/NAME names it; an unknown name is told what there is", async () => {
  const proxy = rig();
  const ways: [string, Record<string, string>, string][] = [
    ["/v1/messages", {}, "https://api.anthropic.com/v1/messages"],
    ["/v1/chat/completions", {}, "https://api.openai.com/v1/chat/completions"],
    ["/v1/responses", { "x-api-key": "k" }, "https://api.openai.com/v1/responses"],
    ["/v1/models", {}, "https://api.openai.com/v1/models"],
    ["/v1/models", { "anthropic-version": "x" }, "https://api.anthropic.com/v1/models"],
    [
      "/v1/models",
      { "x-goog-api-key": "k" },
      "https://generativelanguage.googleapis.com/v1/models",
    ],
    ["/backend-api/codex/responses", {}, "https://chatgpt.com/backend-api/codex/responses"],
    ["/api/chat", {}, "http://127.0.0.1:11434/api/chat"],
    ["/api/hello", {}, "https://api.anthropic.com/api/hello"],
    ["/to/ollama/v1/x?y=1", {}, "http://127.0.0.1:11434/v1/x?y=1"],
  ];
  for (const [path, headers, url] of ways) {
    await proxy.fetch(ask(path, { headers }));
    assert.equal(proxy.seen.at(-1)!.url, url);
  }
  for (const name of ["nobody", "constructor", "__proto__"]) {
    const answer = await proxy.fetch(ask(`/to/${name}/v1/messages`));
    assert.equal(answer.status, 404);
    assert.match(await answer.text(), new RegExp(`${name}.*anthropic, openai`));
  }
});

Deno.test("a body that gains nothing goes up byte for byte", async () => {
  const proxy = rig();
  const bodies = [
    '{"messages": [ ],  "n": 1.0, "n": 12345678901234567890, "\\u0061": -0}',
    "not json",
    '{"messages":[{"role":"user"',
    "",
    sessionOf(1, () => "short"),
  ];
  for (const body of bodies) {
    await proxy.fetch(post(body));
    assert.equal(proxy.seen.at(-1)!.body, body);
  }
});

Deno.test("a result goes up as the rules make it, and the same on every later turn", async () => {
  const proxy = rig();
  for (let calls = 0; calls <= 4; calls++) {
    await proxy.fetch(post(sessionOf(calls)));
    const sent = resultsOf(proxy.seen.at(-1)!.body);
    assert.deepEqual(sent, Array(calls).fill(short));
  }
  const stats = await (await proxy.fetch(ask("/squeezr/stats"))).json();
  assert.equal(stats.prefix.breaks.ours, 0);
  assert.equal(stats.compressions, 4);
  assert.ok(stats.total_saved_chars > 0);
});

Deno.test("count_tokens goes up as its message will, and is not remembered", async () => {
  const proxy = rig();
  await proxy.fetch(post(sessionOf(0)));
  await proxy.fetch(post(sessionOf(1), {}, "/v1/messages/count_tokens?beta=true"));
  await proxy.fetch(ask("/squeezr/bypass", { method: "POST", headers: { [TOKEN_HEADER]: TOKEN } }));
  await proxy.fetch(post(sessionOf(1)));
  const [, counted, sent] = proxy.seen.map((seen) => resultsOf(seen.body)[0]);
  assert.equal(counted, short);
  assert.equal(sent, pretty);
});

Deno.test("bypass leaves new results raw, and those stay raw; what was sent keeps its form", async () => {
  const proxy = rig();
  const turn = async (calls: number) => {
    await proxy.fetch(post(sessionOf(calls)));
    return resultsOf(proxy.seen.at(-1)!.body);
  };
  const bypass = (body: string) =>
    proxy.fetch(
      ask("/squeezr/bypass", { method: "POST", body, headers: { [TOKEN_HEADER]: TOKEN } }),
    );
  await turn(0);
  assert.deepEqual(await turn(1), [short]);
  assert.deepEqual(await (await bypass('{"bypassed": true}')).json(), { bypassed: true });
  assert.deepEqual(await turn(2), [short, pretty]);
  assert.deepEqual(await (await bypass("")).json(), { bypassed: false });
  const repeated = "[Same result, to the letter, as Bash(get 1) above, 1 call ago.]";
  assert.deepEqual(await turn(3), [short, pretty, repeated]);
});

Deno.test("packed request bodies are read, and go up as they came where they gain nothing", async () => {
  const proxy = rig();
  const packers = { gzip: gzipSync, br: brotliCompressSync, zstd: zstdCompressSync };
  for (const [encoding, pack] of Object.entries(packers)) {
    const headers = { "content-encoding": encoding };
    await proxy.fetch(post(pack(sessionOf(1)) as Uint8Array<ArrayBuffer>, headers));
    assert.equal(resultsOf(proxy.seen.at(-1)!.body)[0], short);
    assert.equal(proxy.seen.at(-1)!.headers.get("content-encoding"), null);

    const plain = pack(sessionOf(0)) as Uint8Array<ArrayBuffer>;
    await proxy.fetch(post(plain, headers));
    assert.deepEqual(proxy.seen.at(-1)!.bytes, new Uint8Array(plain));
    assert.equal(proxy.seen.at(-1)!.headers.get("content-encoding"), encoding);

    const broken = plain.slice(0, -5);
    await proxy.fetch(post(broken, headers));
    assert.deepEqual(proxy.seen.at(-1)!.bytes, new Uint8Array(broken));
  }
  const odd = new Uint8Array([1, 2, 3]);
  for (const encoding of ["compress", "gzip, br", "constructor", "__proto__"]) {
    await proxy.fetch(post(odd, { "content-encoding": encoding }));
    assert.deepEqual(proxy.seen.at(-1)!.bytes, odd);
  }
});

Deno.test("status, headers and body of any answer come down as they are", async () => {
  const headers = new Headers({ "request-id": "req_1", "retry-after": "2", "x-a": "1" });
  headers.append("set-cookie", "a=1");
  headers.append("set-cookie", "b=2");
  headers.append("anthropic-ratelimit-requests-remaining", "0");
  for (const status of [200, 201, 204, 301, 307, 304, 400, 401, 429, 500, 502, 529]) {
    const body = [204, 304].includes(status) ? null : `body of ${status}`;
    const proxy = rig(() => new Response(body, { status, headers }));
    const answer = await proxy.fetch(post(sessionOf(1)));
    assert.equal(answer.status, status);
    assert.equal(await answer.text(), body ?? "");
    assert.equal(answer.headers.get("retry-after"), "2");
    assert.equal(answer.headers.get("anthropic-ratelimit-requests-remaining"), "0");
    assert.deepEqual(answer.headers.getSetCookie(), ["a=1", "b=2"]);
    assert.equal(proxy.seen.length, 1);
  }
});

Deno.test("an upstream that can't be reached is a 502 that says which and why, and no query", async () => {
  const proxy = rig(() => {
    throw new TypeError("fetch failed", { cause: new Error("connection refused (os error 111)") });
  });
  const answer = await proxy.fetch(post(sessionOf(1), {}, "/v1/messages?key=SECRET"));
  const text = await answer.text();
  assert.equal(answer.status, 502);
  assert.deepEqual(JSON.parse(text).type, "error");
  assert.match(text, /anthropic.*https:\/\/api\.anthropic\.com.*connection refused/);
  assert.doesNotMatch(text + proxy.log.join(), /SECRET/);
  assert.equal(proxy.seen.length, 1);
});

function streamOf(controllers: ReadableStreamDefaultController<Uint8Array>[]): ReadableStream {
  return new ReadableStream({ start: (controller) => void controllers.push(controller) });
}

Deno.test("a stream comes down piece by piece, as it is split", async () => {
  const controllers: ReadableStreamDefaultController<Uint8Array>[] = [];
  const proxy = rig(() =>
    new Response(streamOf(controllers), { headers: { "content-type": "text/event-stream" } })
  );
  const answer = await proxy.fetch(post(sessionOf(0)));
  const reader = answer.body!.getReader();
  for (const piece of ["event: mess", "age_start\ndata: {\n\n", ": ping\n\n", "\xe9\n"]) {
    controllers[0].enqueue(new TextEncoder().encode(piece));
    const { value } = await reader.read();
    assert.equal(new TextDecoder().decode(value), piece);
  }
  controllers[0].close();
  assert.equal((await reader.read()).done, true);
});

Deno.test("a stream that breaks above breaks below; a client that leaves ends it above", async () => {
  const controllers: ReadableStreamDefaultController<Uint8Array>[] = [];
  const proxy = rig(() => new Response(streamOf(controllers)));
  const broken = (await proxy.fetch(post(sessionOf(0)))).body!.getReader();
  controllers[0].error(new Error("reset"));
  await assert.rejects(broken.read(), /reset/);

  let gone = false;
  const leaving = rig(() => new Response(new ReadableStream({ cancel: () => void (gone = true) })));
  await (await leaving.fetch(post(sessionOf(0)))).body!.cancel();
  assert.ok(gone);
});

Deno.test("a client that leaves before the answer ends the request above", async () => {
  const abort = new AbortController();
  const proxy = rig((_, signal) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)))
  );
  const request = new Request(post(sessionOf(0)), { signal: abort.signal });
  const answer = proxy.fetch(request);
  setTimeout(() => abort.abort(), 10);
  assert.equal((await answer).status, 499);
});

Deno.test("usage is read off streamed and whole answers", async () => {
  const events = [
    {
      type: "message_start",
      message: {
        type: "message",
        id: "msg_0123456789abcdef",
        usage: { input_tokens: 3, cache_read_input_tokens: 40, output_tokens: 1 },
      },
    },
    { type: "message_delta", delta: {}, usage: { output_tokens: 9 } },
    { type: "message_stop" },
  ].map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");
  const message = JSON.stringify({
    type: "message",
    content: [],
    usage: { input_tokens: 7, output_tokens: 2 },
  });
  const answers = [
    new Response(events, { headers: { "content-type": "text/event-stream; charset=utf-8" } }),
    new Response(message, { headers: JSON_ANSWER }),
  ];
  const proxy = rig(() => answers.shift()!);
  assert.equal(await (await proxy.fetch(post(sessionOf(0)))).text(), events);
  assert.equal(await (await proxy.fetch(post(sessionOf(0)))).text(), message);
  const { usage } = await (await proxy.fetch(ask("/squeezr/stats"))).json();
  assert.deepEqual(usage, {
    input: 10,
    cache_read: 40,
    cache_write: 0,
    cache_write_long: 0,
    output: 11,
  });
});

Deno.test("strange hosts, strange origins and POSTs without the token are refused", async () => {
  const proxy = rig();
  const status = async (request: Request) => (await proxy.fetch(request)).status;
  for (const host of ["evil.example", "127.0.0.1.evil.example", "localhost.evil:8080"]) {
    assert.equal(await status(ask("/v1/messages", { headers: { host } })), 403);
    assert.equal(await status(ask("/squeezr/health", { headers: { host } })), 403);
    assert.equal(await status(ask("/", { method: "HEAD", headers: { host } })), 403);
  }
  for (const host of ["localhost:8080", "LOCALHOST", "[::1]:8080", "127.0.0.2"]) {
    assert.equal(await status(ask("/squeezr/health", { headers: { host } })), 200);
  }
  const origin = { origin: "https://evil.example" };
  assert.equal(await status(ask("/squeezr/stats", { headers: origin })), 403);
  assert.equal(await status(ask("/squeezr/bypass", { method: "POST" })), 403);
  const token = (value: string) => ask("/squeezr/health", { headers: { [TOKEN_HEADER]: value } });
  assert.equal(await status(token("of another proxy")), 403);
  assert.equal(await status(token(TOKEN)), 200);
  assert.equal(
    await status(ask("/squeezr/stop", { method: "POST", headers: { [TOKEN_HEADER]: "x" } })),
    403,
  );
  assert.equal(proxy.seen.length, 0);
});

Deno.test("originals come back by their id; an unknown id says what to do", async () => {
  const proxy = rig();
  await proxy.fetch(post(sessionOf(1)));
  const { expand_store } = await (await proxy.fetch(ask("/squeezr/health"))).json();
  assert.deepEqual(expand_store, { size: 1, bytes: expand_store.bytes });
  const answer = await proxy.fetch(ask("/squeezr/expand/nosuchid"));
  assert.equal(answer.status, 404);
  assert.match(await answer.text(), /next request/);
});
