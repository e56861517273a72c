import assert from "node:assert/strict";
import { serve } from "../proxy/server.ts";
import { probePrefix, probeStreams, type Stage } from "./probe.ts";

Deno.test("a proxy that works passes its own probes", async () => {
  assert.deepEqual(await probeStreams(), []);
  const played = await probePrefix();
  assert.ok(played.length > 5);
  assert.ok(played.every(({ changed }) => changed === 0));
  assert.ok(played.some(({ bytesIn, bytesUp }) => bytesUp < bytesIn));
});

/** A proxy that reads an answer to its end and makes something of it. */
function holding(make: (text: string) => string): Stage {
  return (provider, send) => {
    const door = serve(async (request) => {
      const { method, headers } = request;
      const { pathname, search } = new URL(request.url);
      const body = await request.arrayBuffer();
      const answer = await send(provider + pathname + search, { method, headers, body });
      return new Response(make(await answer.text()));
    }, { host: "127.0.0.1", port: 0 });
    return { port: () => door.port, close: () => door.drain(0) };
  };
}

Deno.test("the probes see an answer that was held back or changed", async () => {
  const problems = await probeStreams(holding((text) => text.replace("ping", "pong")));
  assert.deepEqual(problems, [
    "a streamed answer came down otherwise than the provider gave it",
    "a streamed answer was held back to its end",
    "a streamed answer did not begin: nothing came in time",
  ]);
});
