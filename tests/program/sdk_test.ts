import assert from "node:assert/strict";
import { createProvider, type Provider } from "../../src/demo/provider.ts";
import { byTurn } from "../../src/demo/script.ts";
import { assertLaw, lawReport } from "../support/law.ts";
import { ProcessWorld } from "../support/processes.ts";
import { atDoor, housed, withFolder } from "../support/proxies.ts";
import { type Loop, loopThrough, stepsOf } from "../support/sdk_loop.ts";

const TURNS = 32;

/** What the SDK sent beside what reached the provider, and that the session went as it was scripted. */
function assertHeld({ bodies }: Loop, { received }: Provider): void {
  assert.deepEqual(received.filter(({ status }) => status !== 200), [], "a request was refused");
  assert.equal(received.length, bodies.length);
  assert.equal(bodies.length, TURNS * 3);
  const passages = bodies.map((body, i) => ({
    name: `request ${i}`,
    conversation: "session",
    body,
    up: received[i].body,
    isCount: false,
  }));
  const report = lawReport(passages);
  assertLaw(report);
  assert.ok(report.bytesUp < report.bytesIn * 0.9, "nothing much was saved");
}

Deno.test("the official SDK works through a proxy in this process, turn after turn", async () => {
  await withFolder(async (home) => {
    const provider = createProvider({ script: byTurn(stepsOf(TURNS)), largest: 30 });
    const proxy = housed(home, provider);
    const loop = loopThrough({
      baseURL: "http://127.0.0.1:8080",
      fetch: (input, init) => proxy.fetch(atDoor(new Request(input, init))),
    });
    for (let turn = 0; turn < TURNS; turn++) await loop.turn(`Please do ${turn}.`);
    assertHeld(loop, provider);
    await proxy.close();
  });
});

Deno.test("the official SDK works through the program, which is killed and started again", async () => {
  await withFolder(async (home) => {
    const provider = createProvider({ script: byTurn(stepsOf(TURNS)) });
    const world = await ProcessWorld.start(provider, home);
    try {
      const loop = loopThrough({
        baseURL: "http://127.0.0.1:1",
        fetch: (input, init) => world.send(new Request(input, init)),
      });
      for (let turn = 0; turn < TURNS; turn++) {
        if (turn % 8 === 5) await world.happen(turn % 3);
        await loop.turn(`Please do ${turn}.`);
      }
      assertHeld(loop, provider);
    } finally {
      await world.close();
    }
  });
});
