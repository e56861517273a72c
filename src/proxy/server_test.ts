import assert from "node:assert/strict";
import { serve } from "./server.ts";

/** An answer that begins, and how to end it. */
function begun() {
  let end = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new Uint8Array([65]));
      end = () => controller.close();
    },
  });
  return { body, end: () => end() };
}

for (
  const [does, hangs] of [["lets answers end", false], ["waits for none that hangs", true]] as const
) {
  Deno.test(`a server that is told to end ${does}`, async () => {
    const { body, end } = begun();
    const server = serve(() => new Response(body), { host: "127.0.0.1", port: 0 });
    const response = await fetch(`http://127.0.0.1:${server.port}/`);
    const ended = server.drain(hangs ? 10 : 60_000);
    if (!hangs) end();
    await ended;
    if (hangs) await response.body!.cancel();
    else assert.equal(await response.text(), "A");
  });
}
