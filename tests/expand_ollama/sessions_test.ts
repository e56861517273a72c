/** A strict provider that speaks as Ollama does, a client that knows nothing of us, and proxies that end and begin. */
import assert from "node:assert/strict";
import { housed, statsOf, withFolder } from "../support/proxies.ts";
import { Client } from "./client.ts";
import { StrictOllama } from "./provider.ts";
import { script } from "./ways.ts";
import { OUTPUT } from "./words.ts";

const TURNS = 28;

for (const streams of [true, false]) {
  for (const thinks of [true, false]) {
    for (const hasIds of [false, true]) {
      const how = [
        streams ? "streamed" : "whole",
        thinks ? "thinking goes back" : "thinking is dropped",
        hasIds ? "with ids" : "without ids",
      ].join(", ");
      Deno.test(`squeezr_expand on Ollama's own chat goes on for ${TURNS} turns over restarts: ${how}`, () =>
        withFolder(async (home) => {
          const provider = new StrictOllama(script, { hasIds });
          let proxy = housed(home, provider);
          const client = new Client(() => proxy, { streams, thinks });
          for (let turn = 0; turn < TURNS; turn++) {
            if (turn % 3 === 2) {
              assert.equal((await statsOf(proxy)).prefix.breaks.ours, 0);
              proxy.close();
              proxy = housed(home, provider);
            }
            provider.counts = [];
            await client.turn(`Turn ${turn}.`);
            const took = provider.counts.reduce((sum, count) => sum + count, 0);
            assert.equal(client.tokens, took, "the tokens of all rounds are told");
          }
          proxy.close();
          assert.deepEqual(provider.problems, []);
          const answers = client.messages.filter(({ role }) => role === "assistant").length;
          assert.ok(provider.requests > answers + 10, "the model has asked for originals");
          const whole = provider.given.filter((text) => text === OUTPUT);
          assert.ok(whole.length >= TURNS / 2, `${whole.length} originals came back`);
        }));
    }
  }
}
