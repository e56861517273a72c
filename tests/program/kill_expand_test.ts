import assert from "node:assert/strict";
import { createProvider } from "../../src/demo/provider.ts";
import type { Fields } from "../../src/demo/values.ts";
import {
  expands,
  idIn,
  type Line,
  LONG,
  OPENING,
  runs,
  says,
  scriptOf,
  thinks,
} from "../expand/words.ts";
import { ProcessWorld } from "../support/processes.ts";
import { withFolder } from "../support/proxies.ts";
import { Writer } from "../expand_layouts/client.ts";
import { assertGrown, assertTaken, pairsIn } from "../expand_layouts/stage.ts";

/** The model asks for an original, and calls a tool of the client beside it. */
const mixed: Line = ({ body, nth }) => ({
  says: [thinks(`c ${nth}`), says("I look closer."), expands({ id: idIn(body) }), runs("cat x")],
});

Deno.test("a proxy that is killed behind a mixed answer, at any block of it, leaves a conversation that goes on", async () => {
  await withFolder(async (home) => {
    const lines = [...OPENING, mixed, mixed, mixed, { says: [thinks("d"), says("So be it.")] }];
    const provider = createProvider({ script: scriptOf(lines), pace: 1, largest: 40 });
    const world = await ProcessWorld.start(provider, home);
    const client = new Writer({ fetch: (request) => world.send(request) });
    try {
      client.messages.push({ role: "user", content: "Go" });
      for (let i = 0; i < 2; i++) {
        await client.ask();
        client.answerCalls();
      }
      for (let i = 0; i < 3; i++) {
        await client.askUntil((seen) => seen.some(({ type }) => type === "tool_use"));
        await world.happen(0);
        client.answerCalls();
      }
      await client.ask();
      await world.happen(0);
      await client.turn("And now?");
      assertTaken(provider);
      const ups = provider.received.map(({ body }): Fields =>
        JSON.parse(new TextDecoder().decode(body))
      );
      assertGrown(ups);
      assert.deepEqual(pairsIn(ups.at(-1)!).map(({ content }) => content), [LONG, LONG, LONG]);
    } finally {
      await world.close();
    }
  });
});
