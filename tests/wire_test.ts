import assert from "node:assert/strict";
import { once } from "node:events";
import { type IncomingMessage, request as ask } from "node:http";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { send, type Upstream, withRig } from "./support/wire.ts";

/** What comes back for these very bytes on a socket, until it is quiet or closed. */
async function sendRaw(port: number, text: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let got = "";
  socket.on("data", (data) => got += data.toString("latin1"));
  socket.write(text);
  await Promise.race([once(socket, "close"), new Promise((resolve) => setTimeout(resolve, 500))]);
  socket.destroy();
  return got;
}

const echo: Upstream = (came, response) => response.end(came.body);

Deno.test("an upstream's base path stands before the path, and the query behind it", async () => {
  await withRig(echo, async ({ port, came }) => {
    await send(port, { path: "/v1/messages?beta=true", body: "{}" });
    assert.equal(came[0].url, "/base/v1/messages?beta=true");
  });
});

Deno.test("lengths are told where they are known, and bodies of any kind of length arrive whole", async () => {
  await withRig(echo, async ({ port, came }) => {
    const body = JSON.stringify({ messages: [] });
    const got = await send(port, { body, headers: { "content-length": `${body.length}` } });
    assert.equal(got.body, body);
    assert.equal(got.headers["content-length"], `${body.length}`);

    const chunked = await send(port, { body, headers: { "transfer-encoding": "chunked" } });
    assert.equal(chunked.body, body);
    const unread = await send(port, {
      path: "/v1/files",
      body,
      headers: { "content-length": `${body.length}` },
    });
    assert.equal(unread.body, body);
    for (const one of [came[0], came[2]]) {
      const at = one.rawHeaders.findIndex((name) => name.toLowerCase() === "content-length");
      assert.equal(one.rawHeaders[at + 1], `${body.length}`);
    }
  });
});

Deno.test("HEAD goes up as HEAD, and its length comes down without a body", async () => {
  const answer: Upstream = (_, response) =>
    response.writeHead(200, { "content-length": "42" }).end();
  await withRig(answer, async ({ port, came }) => {
    const got = await send(port, { method: "HEAD", path: "/v1/models" });
    assert.deepEqual([came[0].method, got.status, got.body], ["HEAD", 200, ""]);
    assert.equal(got.headers["content-length"], "42");
  });
});

Deno.test("statuses without a body, redirects, and doubled headers come down as they are", async () => {
  const answer: Upstream = ({ url }, response) => {
    const status = Number(url.split("/").at(-1));
    response.writeHead(
      status,
      [
        ["set-cookie", "a=1"],
        ["set-cookie", "b=2"],
        ["request-id", "req_1"],
        ["location", "https://elsewhere.example/"],
        ["anthropic-ratelimit-tokens-reset", "2026-01-01T00:00:00Z"],
        ["x-double", "1"],
        ["x-double", "2"],
      ].flat(),
    ).end();
  };
  await withRig(answer, async ({ port }) => {
    for (const status of [204, 301, 302, 304, 307, 308, 418, 429, 503, 529]) {
      const got = await send(port, { path: `/v1/messages/${status}`, body: "{}" });
      assert.equal(got.status, status);
      assert.deepEqual(got.headers["set-cookie"], ["a=1", "b=2"]);
      assert.equal(got.headers["request-id"], "req_1");
      assert.equal(got.headers["location"], "https://elsewhere.example/");
      assert.equal(got.headers["x-double"], "1, 2");
      assert.equal(got.headers["anthropic-ratelimit-tokens-reset"], "2026-01-01T00:00:00Z");
    }
  });
});

Deno.test("an answer is asked for unpacked, and one that is packed all the same comes down as it is", async () => {
  const packed = gzipSync('{"type":"message"}');
  const answer: Upstream = (_, response) =>
    response.writeHead(200, { "content-encoding": "gzip", "content-type": "application/json" })
      .end(packed);
  await withRig(answer, async ({ port, came }) => {
    const headers = { "accept-encoding": "gzip, zstd" };
    for (const path of ["/v1/messages", "/v1/messages/batches/b/results"]) {
      const got = await send(port, { path, body: '{"messages":[]}', headers });
      assert.equal(got.headers["content-encoding"], "gzip");
      assert.deepEqual(got.bytes, new Uint8Array(packed));
      const { rawHeaders } = came.at(-1)!;
      const at = rawHeaders.findIndex((name) => name.toLowerCase() === "accept-encoding");
      assert.equal(rawHeaders[at + 1], "identity");
    }
  });
});

Deno.test("events come down as they come, pings among them, and a cut above is a cut below", async () => {
  const events = ["event: ping\ndata: {}\n\n", ": comment\n\n", 'data: {"ty', 'pe":"x"}\n\n'];
  const answer: Upstream = async (_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const event of events) {
      response.write(event);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    response.destroy();
  };
  await withRig(answer, async ({ port }) => {
    const request = ask({ host: "127.0.0.1", port, method: "POST", path: "/v1/messages" });
    request.end('{"messages":[]}');
    const [response] = await once(request, "response") as [IncomingMessage];
    const got: string[] = [];
    response.on("data", (chunk) => got.push(String(chunk)));
    await assert.rejects(once(response, "end"), /aborted/);
    assert.deepEqual(got, events);
  });
});

Deno.test("a client that leaves in mid-stream ends the request above", async () => {
  let left: (value: unknown) => void;
  const gone = new Promise((resolve) => left = resolve);
  const answer: Upstream = (_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(": hello\n\n");
    response.on("close", left);
  };
  await withRig(answer, async ({ port }) => {
    const request = ask({ host: "127.0.0.1", port, method: "POST", path: "/v1/messages" });
    request.end('{"messages":[]}');
    const [response] = await once(request, "response") as [IncomingMessage];
    await once(response, "data");
    request.destroy();
    await gone;
  });
});

Deno.test("odd requests on the socket are answered, not dropped", async () => {
  await withRig(echo, async ({ port, came }) => {
    const host = `Host: 127.0.0.1:${port}\r\nx-api-key: k\r\n`;
    const expecting = await sendRaw(
      port,
      `POST /v1/messages HTTP/1.1\r\n${host}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}`,
    );
    assert.match(expecting, /200 OK[\s\S]*\{\}$/);
    const head = await sendRaw(port, `HEAD / HTTP/1.1\r\n${host}\r\n`);
    assert.match(head, /^HTTP\/1.1 200 /);
    const options = await sendRaw(port, `OPTIONS /v1/messages HTTP/1.1\r\n${host}\r\n`);
    assert.match(options, /^HTTP\/1.1 200 /);
    assert.equal(came.at(-1)!.method, "OPTIONS");
    const stranger = await sendRaw(port, `GET /v1/models HTTP/1.1\r\nHost: evil.example\r\n\r\n`);
    assert.match(stranger, /^HTTP\/1.1 403 /);
  });
});

Deno.test("30 MB go through whole", async () => {
  const body = JSON.stringify({ messages: [{ role: "user", content: "x".repeat(30 << 20) }] });
  await withRig(echo, async ({ port, came }) => {
    const got = await send(port, { body });
    assert.equal(got.status, 200);
    assert.equal(got.body.length, body.length);
    assert.ok(came[0].body === body);
  });
});

Deno.test("a request is sent once, also where a connection that was used before dies under it", async () => {
  let answered = 0;
  const answer: Upstream = (_, response) => {
    if (answered++ === 0) response.end("{}");
    else response.destroy();
  };
  for (const path of ["/v1/messages", "/v1/files"]) {
    answered = 0;
    await withRig(answer, async ({ port, came }) => {
      assert.equal((await send(port, { path, body: '{"messages":[]}' })).status, 200);
      assert.equal((await send(port, { path, body: '{"messages":[]}' })).status, 502);
      assert.equal(came.length, 2);
    });
  }
});

Deno.test("what the runtime says of a failure reaches nobody with a query in it", async () => {
  await withRig((_, response) => response.destroy(), async ({ port }) => {
    for (const query of ["?SECRET", "?a=b)&key=SECRET", "?key=SECRET"]) {
      const got = await send(port, { path: `/v1/messages${query}`, body: '{"messages":[]}' });
      assert.equal(got.status, 502);
      assert.match(got.body, /anthropic/);
      assert.doesNotMatch(got.body, /SECRET/);
    }
  });
});

Deno.test("an upstream that resets before its headers is a 502 that was tried once", async () => {
  await withRig((_, response) => response.destroy(), async ({ port, came }) => {
    const got = await send(port, { body: '{"messages":[]}' });
    assert.equal(got.status, 502);
    assert.equal(JSON.parse(got.body).type, "error");
    assert.equal(came.length, 1);
  });
});
