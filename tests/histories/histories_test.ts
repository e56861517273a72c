/** Histories made at random in the words of each API beside Anthropic's, and all that may happen to the proxy. */
import fc from "fast-check";
import assert from "node:assert/strict";
import { assertLaw, lawReport } from "../support/law.ts";
import { statsOf, withFolder } from "../support/proxies.ts";
import { Client } from "./client.ts";
import { habits, type Move, movesWith } from "./moves.ts";
import type { Habits } from "./talk.ts";
import { type Telling, tellings } from "./tellings.ts";

/** How many things can happen to a `ProxyWorld`. */
const EVENTS = 13;

/** Plays a session, and gives how many texts went up shortened. */
async function lawOver(telling: Telling, habits: Habits, moves: readonly Move[]): Promise<number> {
  return await withFolder(async (home) => {
    const client = new Client(telling, habits, home);
    try {
      for (const move of moves) await client.move(move);
      const report = lawReport(client.passages);
      assertLaw(report);
      const { prefix } = await statsOf(client.world.current);
      assert.equal(prefix.breaks.ours, 0, "the proxy counts a break of its own");
      return report.changedTexts;
    } finally {
      await client.world.close();
    }
  });
}

for (const telling of tellings) {
  Deno.test(`${telling.name}: what was sent stays sent, over any session, whatever happens to the proxy`, async () => {
    let changed = 0;
    const holds = fc.asyncProperty(habits, movesWith(EVENTS), async (habits, moves) => {
      changed += await lawOver(telling, habits, moves);
    });
    await fc.assert(holds, { numRuns: 15 });
    assert.ok(changed > 0, "nothing was shortened at all");
  });
}
