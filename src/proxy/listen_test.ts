import assert from "node:assert/strict";
import type { Heard, Listener } from "../conversation/answer.ts";
import { anthropic } from "../providers/anthropic/anthropic.ts";
import type { Answered, Owner } from "../memory/ledger.ts";
import { inFolder, mark } from "../memory/testing.ts";
import type { Plan } from "../plan/plan.ts";
import { noteTaker } from "./listen.ts";
import { held, houseIn, sessionOf, type TestHouse } from "./testing.ts";

const usage = { input: 1, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0, output: 1 };
const PLAN: Plan = { decisions: [], learned: [], fresh: [], faults: [] };
const bytes = new Uint8Array();

/** Hears a mark in every chunk, and that the answer is complete. */
function listener(): Listener {
  let n = 0;
  const heard = (): Heard => ({ marks: [mark(`m${n++}`)], usage, ended: true, transformed: 0 });
  return { hear: heard, end: () => ({ ...heard(), marks: [] }) };
}

function takerFor(house: TestHouse, key: string | undefined) {
  const conversation = anthropic.read(new TextEncoder().encode(sessionOf([])))!;
  const owner: Owner | undefined = key === undefined ? undefined : { key, offer: "nothing" };
  const stale = { collapsed: [], step: [] };
  const known = { conversation, owner, plan: PLAN, rebuilt: [], stale };
  const bill = house.till.open({ known, provider: anthropic, client: "test", bytesUp: 0 });
  return noteTaker(listener(), known, house, bill);
}

/** A house that tells what is written down of answers. */
function telling(folder: string): { house: TestHouse; answers: Answered[] } {
  const answers: Answered[] = [];
  const house = houseIn(folder);
  house.ledger.answered = (answered) => void answers.push(answered);
  return { house, answers };
}

Deno.test(
  "an answer is whole when all of it went down, and not when the client left before",
  inFolder(async (folder) => {
    for (const isWhole of [true, false]) {
      const { house, answers } = telling(folder);
      const taker = takerFor(house, "A");
      await taker.passing(bytes);
      await taker.over(isWhole);
      assert.deepEqual(answers.map(({ whole }) => whole), isWhole ? [false, true] : [false]);
      house.ledger.close();
    }
  }),
);

Deno.test(
  "of an answer in a conversation that nobody knows just now only the usage is noted",
  inFolder(async (folder) => {
    const { house, answers } = telling(folder);
    const taker = takerFor(house, undefined);
    await taker.passing(bytes);
    await taker.over(true);
    assert.deepEqual(answers, []);
    assert.equal(house.tally.toJSON().usage.output, 1);
    house.ledger.close();
  }),
);

Deno.test(
  "an answer stands still once at most for tables that can't be written",
  inFolder(async (folder) => {
    const house = houseIn(folder);
    const taker = takerFor(house, "A");
    let tries = 0;
    house.meanwhile.writing = () => {
      tries++;
      // They can be written again for a moment in the midst of the answer.
      if (tries !== 5) held();
    };
    const triesOf = async () => {
      const before = tries;
      await taker.passing(bytes);
      return tries - before;
    };
    assert.deepEqual([await triesOf(), await triesOf(), await triesOf()], [4, 1, 1]);
    house.meanwhile.writing = undefined;
    house.ledger.close();
  }),
);
