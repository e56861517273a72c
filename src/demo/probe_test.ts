import assert from "node:assert/strict";
import { probePrefix, probeStreams } from "./probe.ts";

Deno.test("a proxy that works passes its own probes", async () => {
  assert.deepEqual(await probeStreams(), []);
  const played = await probePrefix();
  assert.ok(played.length > 5);
  assert.ok(played.every(({ changed }) => changed === 0));
  assert.ok(played.some(({ bytesIn, bytesUp }) => bytesUp < bytesIn));
});
