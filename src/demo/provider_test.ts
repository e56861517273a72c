import assert from "node:assert/strict";
import { bodyOf, HEADERS, HELLO, MARK, post, providerOf, THINKS } from "./fixtures.ts";
import { listen } from "./listen.ts";
import { createProvider } from "./provider.ts";
import { byTurn, type Fault, overloaded, rateLimited, withFaults } from "./script.ts";
import { readAnswer } from "./read.ts";
import type { Fields } from "./values.ts";

Deno.test("a stream says what the whole answer says, wherever it is cut", async () => {
  for (const largest of [1, 7, 5000]) {
    const whole = await (await post(providerOf(), bodyOf([HELLO]))).json();
    const provider = providerOf({ largest });
    const response = await post(provider, bodyOf([HELLO], { stream: true }));
    assert.deepEqual((await readAnswer(response)).content, whole.content);
  }
});

Deno.test("usage reads what an earlier marker wrote", async () => {
  const provider = providerOf();
  const big = { type: "text", text: "word ".repeat(400), cache_control: MARK };
  const ask = async (...more: Fields[]) =>
    (await (await post(provider, bodyOf([{ role: "user", content: [big, ...more] }]))).json())
      .usage;
  const first = await ask();
  assert.equal(first.cache_read_input_tokens, 0);
  assert.ok(first.cache_creation_input_tokens > 500);
  const second = await ask({ type: "text", text: "more" });
  assert.equal(second.cache_read_input_tokens, first.cache_creation_input_tokens);
  assert.equal(second.cache_creation_input_tokens, 0);
  assert.ok(second.input_tokens > 0);
});

Deno.test("faults come as they are scripted", async () => {
  const faulty = (fault: Fault) => {
    const script = withFaults(new Map([[0, fault]]), byTurn([THINKS]));
    return post(createProvider({ script }), bodyOf([HELLO], { stream: true }));
  };
  const limited = await faulty(rateLimited(2));
  assert.equal(limited.status, 429);
  assert.equal(limited.headers.get("retry-after"), "2");
  assert.equal((await faulty(overloaded)).status, 529);
  assert.match(await (await faulty({ kind: "html", status: 502 })).text(), /<html>/);
  await assert.rejects(readAnswer(await faulty({ kind: "error_event", after: 3 })), /Overloaded/);
  await assert.rejects(faulty({ kind: "reset" }), { name: "ConnectionReset" });
  await assert.rejects((await faulty({ kind: "cut", after: 3 })).text(), {
    name: "ConnectionReset",
  });
});

Deno.test("a port serves the same, headers doubled and connections dropped", async () => {
  // The first request: on a connection that served before, `fetch` would ask again by itself.
  const faults: [number, Fault][] = [[0, { kind: "reset" }], [1, { kind: "cut", after: 3 }]];
  const provider = createProvider({ script: withFaults(new Map(faults), byTurn([THINKS])) });
  const server = await listen((request) => provider.fetch(request));
  const body = JSON.stringify(bodyOf([HELLO], { stream: true }));
  const ask = () =>
    fetch(`${server.url}/v1/messages?beta=true`, { method: "POST", headers: HEADERS, body });
  await assert.rejects(ask());
  await assert.rejects(ask().then((cut) => cut.text()));
  const response = await ask();
  assert.match(response.headers.get("request-id") ?? "", /^req_/);
  assert.equal(response.headers.getSetCookie().length, 2);
  assert.equal(response.headers.get("x-doubled"), "one, two");
  assert.match(await response.text(), /message_stop/);
  assert.equal(provider.received[0].path, "/v1/messages?beta=true");
  assert.equal(provider.received.length, 3);
  await server.close();
});
