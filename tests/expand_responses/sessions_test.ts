/** A strict provider that speaks OpenAI Responses, clients that know nothing of us, and proxies that end and begin between. */
import assert from "node:assert/strict";
import { housed, statsOf, withFolder } from "../support/proxies.ts";
import { Client, CLIENTS, itemsIn, requestFor } from "./client.ts";
import { StrictOpenAi } from "./provider.ts";
import { WAYS } from "./ways.ts";
import { OURS, OUTPUT } from "./words.ts";

for (const [name, kept] of Object.entries(CLIENTS)) {
  for (const stream of [true, false]) {
    Deno.test(`squeezr_expand on Responses, ${name}, ${stream ? "streamed" : "whole"}, over restarts`, () =>
      withFolder(async (home) => {
        const provider = new StrictOpenAi({ dropsReasoning: name.includes("reasoning") });
        let proxy = housed(home, provider);
        let asked = 0;
        const client = new Client(async (input) => {
          if (++asked % 5 === 0) {
            assert.equal((await statsOf(proxy)).prefix.breaks.ours, 0);
            await proxy.close();
            proxy = housed(home, provider);
          }
          const before = provider.requests;
          const lone = input.length === 1 ? input[0].content : input;
          const response = await proxy.fetch(requestFor(lone, stream));
          assert.equal(response.status, 200);
          const body = await response.text();
          const isAlone = provider.requests === before + 1 && !provider.sent.includes(OURS);
          if (isAlone) assert.equal(body, provider.sent, "what hides nothing passes as it came");
          return stream ? itemsIn(body) : JSON.parse(body).output;
        }, kept);
        for (let turn = 0; turn < 2 * WAYS.length; turn++) await client.turn(`Turn ${turn}.`);
        assert.deepEqual(proxy.log, []);
        await proxy.close();
        assert.deepEqual(provider.problems, []);
        assert.equal(provider.requests, asked + 14, "the model has asked for originals");
        assert.ok(provider.given.includes(OUTPUT), "and was given them");
      }));
  }
}
