import assert from "node:assert/strict";
import { housed, withFolder } from "../support/proxies.ts";
import { Client, CLIENTS, itemsIn, requestFor } from "./client.ts";
import { StrictOpenAi } from "./provider.ts";
import { WAYS } from "./ways.ts";

for (const stream of [true, false]) {
  Deno.test(`a later round on Responses that fails is told as a failure, ${stream ? "streamed" : "whole"}, and asking again works`, () =>
    withFolder(async (home) => {
      const provider = new StrictOpenAi();
      const proxy = housed(home, provider);
      const client = new Client(async (input) => {
        for (;;) {
          const response = await proxy.fetch(requestFor(input, stream));
          const body = await response.text();
          if (body.includes("Overloaded")) {
            if (response.status === 503) continue;
            assert.ok(stream);
            const last = JSON.parse(body.trim().split("\ndata: ").at(-1)!);
            assert.deepEqual([last.type, last.message], ["error", "Overloaded"]);
            assert.ok(!body.includes("response.completed"));
          } else return stream ? itemsIn(body) : JSON.parse(body).output;
        }
      }, CLIENTS["a client that echoes all"]);
      for (let turn = 0; turn < WAYS.length; turn++) {
        provider.failures = 2;
        await client.turn(`Turn ${turn}.`);
      }
      await proxy.close();
      assert.deepEqual(provider.problems, []);
      assert.ok(provider.failed > 12, `it has failed ${provider.failed} times`);
    }));
}
