/** What goes up in the place of a client's messages, and what is learned from those that come down. */
import assert from "node:assert/strict";
import type { Config } from "../../src/config/config.ts";
import { statsOf } from "../support/proxies.ts";
import { commands, runAgent, sayTo } from "./agent.ts";
import { Client } from "./client.ts";
import { type Item, StrictResponses } from "./responses.ts";
import { scene } from "./scene.ts";

const CALLS = 32;

/** Each of these outputs was given to the provider, and shorter. */
function assertShorter(sent: ReadonlyMap<string, string>, { outputs }: StrictResponses): void {
  for (const [id, output] of sent) {
    const up = outputs.get(id)!;
    assert.ok(up.length < output.length * 0.9, `as it was: ${up.slice(0, 100)}`);
  }
}

Deno.test(`OpenAI's own SDK makes ${CALLS} calls on one socket, of which each output goes up shorter`, () => {
  const provider = new StrictResponses(commands(CALLS));
  return scene(provider, async ({ url, proxy, upstream }) => {
    const { sent } = await runAgent(url.replace("ws:", "http:"), sayTo);
    assert.deepEqual(provider.problems, []);
    assert.equal(sent.size, CALLS);
    assertShorter(sent, provider);
    const { headers, messages } = upstream.connections[0];
    assert.equal(headers.authorization, "Bearer key");
    assert.equal(headers["openai-beta"], "responses_websockets=2026-02-06");
    assert.equal(messages.length, CALLS + 1);
    const stats = await statsOf(proxy);
    assert.equal(stats.requests, CALLS + 2, "the upgrade, and a request for each message");
    assert.equal(stats.usage.output, 10 * (CALLS + 1));
  });
});

Deno.test("nothing but the text of a result changes in a message", () => {
  const provider = new StrictResponses([]);
  return scene(provider, async ({ url, upstream }) => {
    const client = await Client.ask(`${url}/v1/responses`);
    const call = { type: "function_call", call_id: "call_1", name: "exec_command" };
    const text = (output: string) =>
      `{ "type":"response.create", "n": 1.0, "input": [{"type":"message","role":"user","content":"\\u0047o"}, ` +
      `${JSON.stringify({ ...call, arguments: '{"cmd":"git ls-files part1"}' })}, ` +
      `{"output" :${JSON.stringify(output)},"call_id":"call_1","type":"function_call_output"}] }`;
    client.socket.send(text(sayTo("git ls-files part1")));
    await client.next();
    const [up] = upstream.connections[0].messages;
    assert.equal(up, text(provider.outputs.get("call_1")!));
    assert.ok(up.length < 3000);
  });
});

const paths: readonly (readonly [path: string, up: string])[] = [
  ["/v1/responses", "/base/v1/responses"],
  ["/responses", "/base/responses"],
  ["/backend-api/codex/responses", "/base/backend-api/codex/responses"],
  ["/to/mine/v1/responses", "/base/v1/responses"],
];

for (const [path, up] of paths) {
  Deno.test(`requests on a socket to ${path} are read`, () => {
    const provider = new StrictResponses([]);
    return scene(provider, async ({ url, upstream }) => {
      const client = await Client.ask(`${url}${path}`);
      const output = sayTo("curl 1");
      const call = { type: "function_call", call_id: "c", name: "exec_command", arguments: "{}" };
      const input = [call, { type: "function_call_output", call_id: "c", output }];
      client.socket.send(JSON.stringify({ type: "response.create", input }));
      await client.next();
      assert.equal(upstream.connections[0].path, up);
      assertShorter(new Map([["c", output]]), provider);
    });
  });
}

Deno.test("answers on several lanes, and on several sockets, are told apart", () => {
  const provider = new StrictResponses(commands(6));
  return scene(provider, async ({ url, upstream }) => {
    const agents = ["a", "b", "c"].map((stream_id) =>
      runAgent(url.replace("ws:", "http:"), sayTo, { stream_id })
    );
    for (const { sent } of await Promise.all(agents)) assertShorter(sent, provider);

    const client = await Client.ask(`${url}/v1/responses`);
    const go = { type: "response.create", input: [{ role: "user", content: "Go." }] };
    const events = async (count: number) => {
      while (client.messages.length < count) await client.next();
      return client.messages.map((message) => JSON.parse(`${message}`));
    };
    for (const stream_id of ["a", "b"]) client.socket.send(JSON.stringify({ ...go, stream_id }));
    const ends = (await events(8)).filter(({ type }) => type === "response.completed");
    const sent = new Map<string, string>();
    for (const { stream_id, response: { id, output: [{ call_id }] } } of ends.reverse()) {
      const output = sayTo("git ls-files part0");
      sent.set(call_id, output);
      const input = [{ type: "function_call_output", call_id, output }];
      const more = { stream_id, previous_response_id: id, input };
      client.socket.send(JSON.stringify({ ...go, ...more }));
    }
    await events(16);
    assert.equal(sent.size, 2);
    assertShorter(sent, provider);
    assert.deepEqual(provider.problems, []);
    assert.equal(upstream.connections.length, 4);
  });
});

Deno.test("a message goes up as it came where we fail", () => {
  const provider = new StrictResponses([]);
  // As if something of ours were broken.
  const broken = (config: Config): Config => ({
    ...config,
    compression: {
      ...config.compression,
      get skip_tools(): never {
        throw new Error("broken on purpose");
      },
    },
  });
  return scene(provider, async ({ url, upstream, proxy }) => {
    const client = await Client.ask(`${url}/v1/responses`);
    const output = sayTo("curl 1");
    const input = [{ type: "function_call", call_id: "c", name: "exec_command", arguments: "{}" }, {
      type: "function_call_output",
      call_id: "c",
      output,
    }];
    const text = JSON.stringify({ type: "response.create", input });
    client.socket.send(text);
    await client.next();
    assert.deepEqual(upstream.connections[0].messages, [text]);
    assert.match(proxy.log.join("\n"), /could not be prepared/);
    assert.doesNotMatch(proxy.log.join("\n"), /broken on purpose/);
  }, broken);
});

Deno.test("a conversation that was begun with the tool goes raw where it goes on on a socket", () => {
  const provider = new StrictResponses([]);
  return scene(provider, async ({ url, upstream, proxy }) => {
    const id = "call_0123456789abcdef";
    const made = { cmd: "curl -s localhost/1" };
    const call = { type: "function_call", call_id: id, name: "exec_command" };
    const output = sayTo(made.cmd);
    const input = [
      { type: "message", role: "user", content: "Go." },
      { ...call, arguments: JSON.stringify(made) },
      { type: "function_call_output", call_id: id, output },
    ];
    const tools = [{ type: "function", name: "exec_command", parameters: {} }];
    const ask = async (input: readonly unknown[]) => {
      const body = JSON.stringify({ model: "gpt", store: false, tools, input });
      const request = new Request(`${url.replace("ws:", "http:")}/v1/responses`, {
        method: "POST",
        headers: { host: new URL(url).host },
        body,
      });
      await (await proxy.fetch(request)).text();
    };
    await ask(input.slice(0, 1));
    await ask(input);
    const client = await Client.ask(`${url}/v1/responses`);
    const text = JSON.stringify({ type: "response.create", model: "gpt", tools, input });
    client.socket.send(text);
    await client.next();
    assert.deepEqual(upstream.connections[0].messages, [text]);
    const others = text.replaceAll(id, "call_of_somebody_else").replace("Go.", "Go on.");
    client.socket.send(others);
    await client.next();
    assert.ok(upstream.connections[0].messages[1].length < others.length * 0.9);
  });
});

Deno.test("what was sent in pieces is sent the same in one history, on another socket and over HTTP", () => {
  const provider = new StrictResponses(commands(8));
  return scene(provider, async ({ url, upstream, proxy, bodies }) => {
    const http = url.replace("ws:", "http:");
    const { history } = await runAgent(http, sayTo);
    const first = new Map(provider.outputs);
    const client = await Client.ask(`${url}/v1/responses`);
    client.socket.send(JSON.stringify({ type: "response.create", input: history }));
    await client.next();
    assert.deepEqual(provider.outputs, first);
    assert.deepEqual(provider.problems, []);

    const answer = await proxy.fetch(
      new Request(`${http}/v1/responses`, {
        method: "POST",
        headers: { host: new URL(url).host },
        body: JSON.stringify({ model: "gpt-5.5", store: false, tools: [], input: history }),
      }),
    );
    await answer.text();
    const outputs = JSON.parse(bodies.at(-1)!).input.filter(({ output }: Item) => output);
    assert.deepEqual(
      new Map(outputs.map(({ call_id, output }: Item) => [call_id, output])),
      first,
    );
    assert.equal((await statsOf(proxy)).prefix.breaks.ours, 0);
    assert.equal(upstream.connections.length, 2);
  });
});
