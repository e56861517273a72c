import assert from "node:assert/strict";
import { commands, runAgent, sayTo } from "../sockets/agent.ts";
import { Client } from "../sockets/client.ts";
import { StrictResponses } from "../sockets/responses.ts";
import { type Manners, SocketUpstream } from "../sockets/upstream.ts";
import { programUnderTest, startProxy } from "../support/program.ts";
import { withFolder } from "../support/proxies.ts";

const CALLS = 30;

/** Plays something with the program before an upstream of these manners; gives the program's URL. */
function withProgram(
  manners: Manners,
  play: (url: string, upstream: SocketUpstream) => Promise<void>,
): Promise<void> {
  return withFolder(async (home) => {
    const upstream = await SocketUpstream.start(manners);
    const env = { SQUEEZR_UPSTREAM_OPENAI: upstream.url };
    const proxy = await startProxy(programUnderTest(), { home, cwd: home, env });
    try {
      await play(proxy.url, upstream);
    } finally {
      await proxy.end("SIGTERM");
      await upstream.close();
    }
  });
}

Deno.test("the official SDK works on a WebSocket through the program", () => {
  const provider = new StrictResponses(commands(CALLS));
  return withProgram(provider, async (url) => {
    const { sent } = await runAgent(url, sayTo);
    assert.deepEqual(provider.problems, []);
    assert.equal(sent.size, CALLS);
    for (const [id, output] of sent) {
      assert.ok(provider.outputs.get(id)!.length < output.length * 0.9, `${id} is as it was`);
    }
  });
});

Deno.test("the program hands an upgrade and its refusal through, with headers, close codes and bytes", () => {
  const manners: Manners = {
    headers: { "x-codex-turn-state": "sticky" },
    protocol: "b",
    refuse: (path) =>
      path.startsWith("/responses")
        ? { status: 426, headers: { "x-request-id": "req_1" }, body: "no sockets here" }
        : undefined,
    heard: ({ socket }, message) =>
      message === "end" ? socket.close(4001, "so") : socket.send(message),
  };
  return withProgram(manners, async (http, upstream) => {
    const url = http.replace("http:", "ws:");
    const refused = await Client.ask(`${url}/responses`);
    const { status, headers, body } = refused.answered;
    assert.deepEqual([status, headers["x-request-id"], body], [426, "req_1", "no sockets here"]);

    const client = await Client.ask(`${url}/v1/responses`, {}, ["a", "b"]);
    assert.equal(client.answered.headers["x-codex-turn-state"], "sticky");
    assert.equal(client.socket.protocol, "b");
    client.socket.send(new Uint8Array([0, 200]));
    assert.deepEqual([...await client.next() as Uint8Array], [0, 200]);
    client.socket.send("end");
    assert.deepEqual(await client.end(), { code: 4001, reason: "so" });
    assert.equal(upstream.connections.length, 1);
  });
});
