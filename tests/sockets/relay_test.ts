/** What a client and an upstream say to one another on a WebSocket, with the proxy between them. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { Client } from "./client.ts";
import { scene } from "./scene.ts";
import type { Connection } from "./upstream.ts";

const echo = ({ socket }: Connection, message: string | Uint8Array) =>
  socket.send(message, { binary: typeof message !== "string" });

/** Waits for what the other end is about to notice. A stall guard ends it. */
async function until<T>(look: () => T | undefined): Promise<T> {
  for (let i = 0; i < 1000; i++) {
    const seen = look();
    if (seen !== undefined) return seen;
    await setTimeout(10);
  }
  throw new Error("what was waited for did not come");
}

Deno.test("an upgrade goes up with the client's headers and comes down with the upstream's", () =>
  scene({ headers: { "x-codex-turn-state": "sticky" }, protocol: "b" }, async (scene) => {
    const headers = {
      authorization: "Bearer key",
      "openai-beta": "responses_websockets=2026-02-06",
    };
    const url = `${scene.url}/v1/responses?x=%20y`;
    const { socket, answered } = await Client.ask(url, { headers }, ["a", "b"]);
    const [{ path, headers: up }] = scene.upstream.connections;
    assert.equal(path, "/base/v1/responses?x=%20y");
    assert.equal(up.authorization, "Bearer key");
    assert.equal(up["openai-beta"], "responses_websockets=2026-02-06");
    assert.equal(up["sec-websocket-protocol"], "a,b");
    assert.equal(up.host, new URL(scene.upstream.url).host);
    assert.equal(answered.headers["x-codex-turn-state"], "sticky");
    assert.equal(socket.protocol, "b");
  }));

for (const status of [401, 404, 426, 503]) {
  Deno.test(`a client whose upgrade the upstream answers with ${status} sees that answer`, () => {
    const headers = { "content-type": "application/json", "x-request-id": "req_1" };
    const refused = { status, headers, body: '{"error":{"message":"no sockets here"}}' };
    return scene({ refuse: () => refused }, async ({ url }) => {
      const { answered } = await Client.ask(`${url}/v1/responses`);
      assert.equal(answered.status, status);
      assert.equal(answered.body, refused.body);
      assert.equal(answered.headers["x-request-id"], "req_1");
    });
  });
}

Deno.test("a client whose upstream can't be reached is told so, without an upgrade", () =>
  scene({}, async ({ url, proxy }) => {
    const { answered } = await Client.ask(`${url}/v1/responses?key=SECRET`);
    assert.equal(answered.status, 502);
    assert.match(answered.body, /cannot reach the upstream \\"openai\\"/);
    assert.doesNotMatch(answered.body + proxy.log.join(), /SECRET/);
  }, (config) => {
    const openai = { ...config.upstreams.openai, url: "http://127.0.0.1:1" };
    return { ...config, upstreams: { ...config.upstreams, openai } };
  }));

Deno.test("pages of other hosts and strange names get no socket", () =>
  scene({}, async ({ url, upstream }) => {
    const page = await Client.ask(`${url}/v1/responses`, { origin: "https://page.example" });
    assert.equal(page.answered.status, 403);
    const rebound = await Client.ask(`${url}/v1/responses`, { headers: { host: "page.example" } });
    assert.equal(rebound.answered.status, 403);
    assert.equal(upstream.connections.length, 0);
    const own = await Client.ask(`${url}/v1/responses`, { origin: "http://localhost:3000" });
    assert.equal(own.answered.status, 101);
  }));

Deno.test("messages that ask for nothing that is read pass as they came, both ways, in order", () =>
  scene({ heard: echo }, async ({ url, upstream }) => {
    const client = await Client.ask(`${url}/v1/responses`);
    const said = [
      "",
      "no JSON",
      '{ "type" : "response.steer", "input":[ ] }',
      '{"type":"response.create" , "model":"gpt","input": 1.0}',
      '{"type":"response.create","input":[{"role":"user","content":"é\\u00e9\\ud83d"}], "x":1.0}',
      new Uint8Array([0, 255, 7]),
      "\u{1F600}".repeat(40_000),
      new Uint8Array(),
    ];
    for (const message of said) client.socket.send(message);
    await until(() => client.messages.length === said.length ? true : undefined);
    const plain = (messages: readonly (string | Uint8Array)[]) =>
      messages.map((message) => typeof message === "string" ? message : [...message]);
    assert.deepEqual(plain(upstream.connections[0].messages), plain(said));
    assert.deepEqual(plain(client.messages), plain(said));
  }));

Deno.test("sockets to paths that are not read pass too", () =>
  scene({ heard: echo }, async ({ url, upstream }) => {
    const client = await Client.ask(`${url}/v1/realtime?model=x`);
    client.socket.send('{"type":"response.create"}');
    assert.equal(await client.next(), '{"type":"response.create"}');
    assert.equal(upstream.connections[0].path, "/base/v1/realtime?model=x");
  }));

Deno.test("what the upstream says at once is not lost", () =>
  scene(
    { met: ({ socket }) => ["1", "2", "3"].forEach((text) => socket.send(text)) },
    async ({ url }) => {
      const client = await Client.ask(`${url}/v1/responses`);
      await until(() => client.messages.length === 3 ? true : undefined);
      assert.deepEqual(client.messages, ["1", "2", "3"]);
    },
  ));

const closings: readonly [number | undefined, string, number][] = [
  [1000, "done", 1000],
  [1011, "server error", 1011],
  [3999, "theirs", 3999],
  [4001, "größer", 4001],
  [undefined, "", 1005],
];

for (const [code, reason, seen] of closings) {
  Deno.test(`an end that closes with ${code} "${reason}" is seen at the other end, both ways`, async () => {
    await scene({}, async ({ url, upstream }) => {
      const client = await Client.ask(`${url}/v1/responses`);
      client.socket.close(code, reason);
      const closed = await until(() => upstream.connections[0].closed);
      assert.deepEqual(closed, { code: seen, reason });
    });
    await scene({ heard: ({ socket }) => socket.close(code, reason) }, async ({ url }) => {
      const client = await Client.ask(`${url}/v1/responses`);
      client.socket.send("go");
      assert.deepEqual(await client.end(), { code: seen, reason });
    });
  });
}

Deno.test("an end that is lost is known at the other end", async () => {
  await scene({}, async ({ url, upstream }) => {
    const client = await Client.ask(`${url}/v1/responses`);
    client.socket.terminate();
    assert.equal((await until(() => upstream.connections[0].closed)).code, 1006);
  });
  await scene({ heard: ({ socket }) => socket.terminate() }, async ({ url }) => {
    const client = await Client.ask(`${url}/v1/responses`);
    client.socket.send("go");
    assert.equal((await client.end()).code, 1011);
  });
});

Deno.test("a slow client holds up its upstream, and gets everything in order", () => {
  const piece = "x".repeat(1 << 20);
  const count = 64;
  const met = ({ socket }: Connection) => {
    for (let i = 0; i < count; i++) socket.send(`${i} ${piece}`);
  };
  return scene({ met }, async ({ url, upstream }) => {
    const client = await Client.ask(`${url}/v1/responses`);
    client.socket.pause();
    const [{ socket }] = upstream.connections;
    // What the sockets of the machine hold between the ends is not the proxy's.
    let left = -1;
    await until(() => left === (left = socket.bufferedAmount) ? true : undefined);
    assert.ok(left > (count << 20) / 2, `only ${left} bytes were held up`);
    client.socket.resume();
    await until(() => client.messages.length === count ? true : undefined);
    client.messages.forEach((message, i) => assert.ok(`${message}`.startsWith(`${i} x`)));
  });
});

Deno.test("a proxy that ends parts from its clients as soon as no answer is owed", () =>
  scene({}, async ({ url, upstream, drain }) => {
    const idle = await Client.ask(`${url}/v1/responses`);
    const busy = await Client.ask(`${url}/v1/responses`);
    busy.socket.send('{"type":"response.create","model":"gpt","input":"Hello"}');
    const { socket } = await until(() =>
      upstream.connections.find((one) => one.messages.length > 0)
    );
    const ended = drain(20_000);
    assert.equal((await idle.end()).code, 1001);
    assert.equal(busy.closed, undefined);
    const done = '{"type":"response.completed","response":{"id":"resp_1","object":"response"}}';
    socket.send(done);
    assert.deepEqual([(await busy.end()).code, busy.messages], [1001, [done]]);
    await ended;
  }));

Deno.test("the way to the upstream leads through the proxy that the environment names", async () => {
  const asked: string[] = [];
  const tunnel = createServer();
  tunnel.on("connect", (request, socket) => {
    asked.push(`${request.url}`);
    const [host, port] = `${request.url}`.split(":");
    const up = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      up.pipe(socket).pipe(up);
    });
  });
  tunnel.listen(0, "127.0.0.1");
  await once(tunnel, "listening");
  process.env.http_proxy = `http://127.0.0.1:${(tunnel.address() as AddressInfo).port}`;
  try {
    await scene({ heard: echo }, async ({ url, upstream }) => {
      const client = await Client.ask(`${url}/v1/responses`);
      client.socket.send("through");
      assert.equal(await client.next(), "through");
      assert.deepEqual(asked, [new URL(upstream.url).host]);
    });
  } finally {
    delete process.env.http_proxy;
    tunnel.close();
  }
});
