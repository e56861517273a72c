import assert from "node:assert/strict";
import { inFolder, ledgerIn, refer, request, squeeze } from "../memory/testing.ts";
import {
  after,
  first,
  held,
  houseIn,
  resultsOf,
  sent,
  sessionOf,
  type TestHouse,
} from "./testing.ts";

/** Results that the rules shorten to the same without white space. */
const pretty = Array.from({ length: 6 }, (_, n) => {
  const list = Array.from({ length: 60 }, (_, i) => ({ id: i, name: `item ${i} of ${n}` }));
  return JSON.stringify(list, null, 4);
});
const short = pretty.map((text) => JSON.stringify(JSON.parse(text)));
const session = (calls: number) => sessionOf(pretty.slice(0, calls).map((text) => ({ text })));
/** What a result went up as. */
const formOf = (text: string, n: number) =>
  text === pretty[n] ? "raw" : text === short[n] ? "short" : text;
const forms = async (house: TestHouse, body: string) => (await sent(house, body)).map(formOf);
const anchorOf = (n: number) => `toolu_0123456789abcdef${n}`;

/** Three turns: shortened, raw while off, shortened. */
async function threeTurns(house: TestHouse): Promise<void> {
  await sent(house, session(0));
  await sent(house, session(1));
  house.bypass.on = true;
  await sent(house, session(2));
  house.bypass.on = false;
  assert.deepEqual(await forms(house, session(3)), ["short", "raw", "short"]);
}

function inHouse(name: string, run: (house: TestHouse, folder: string) => Promise<void>): void {
  Deno.test(
    name,
    inFolder(async (folder) => {
      const house = houseIn(folder);
      await run(house, folder);
      house.ledger.close();
    }),
  );
}

const troubles = {
  "nothing can be asked": held,
  // As often as it is tried whose conversation it is.
  "only that can't be asked": first(3, held),
};

for (const [what, reading] of Object.entries(troubles)) {
  Deno.test(
    `while nobody can say whose conversation it is, the rules answer and nothing is remembered: ${what}`,
    inFolder(async (folder) => {
      const before = houseIn(folder);
      await threeTurns(before);
      before.ledger.close();

      const house = houseIn(folder);
      house.meanwhile.reading = reading;
      assert.deepEqual(await forms(house, session(4)), ["short", "short", "short", "raw"]);
      house.meanwhile.reading = undefined;
      const next = ["short", "raw", "short", "raw", "short"];
      assert.deepEqual(await forms(house, session(5)), next);
      assert.equal(house.ledger.conversations().length, 1);
      house.ledger.close();
    }),
  );
}

inHouse("what memory knows of a conversation holds while nothing can be asked", async (house) => {
  await threeTurns(house);
  Object.assign(house.meanwhile, { reading: held, writing: held });
  const now = ["short", "raw", "short", "raw"];
  assert.deepEqual(await forms(house, session(4)), now);
  Object.assign(house.meanwhile, { reading: undefined, writing: undefined });
  assert.deepEqual(await forms(house, session(5)), [...now, "short"]);
  assert.equal(house.ledger.conversations().length, 1);
});

inHouse("what was guessed while rows could not be read is not written down", async (house) => {
  // Begun elsewhere: all of it went up raw, which nobody here knows.
  house.meanwhile.reading = after(2, held);
  assert.deepEqual(await forms(house, session(3)), ["short", "short", "raw"]);
  house.meanwhile.reading = undefined;
  assert.deepEqual(await forms(house, session(4)), ["raw", "raw", "raw", "short"]);
});

Deno.test(
  "a request whose rows could not be read is one that the next goes on from",
  inFolder(async (folder) => {
    const house = houseIn(folder, { send: () => Promise.resolve(Response.json({})) });
    const told = pretty.map((text) => ({ text }));
    // Nothing but its chain proves whose conversation it is.
    const turn = (n: number) => sessionOf(told.slice(0, n), [], (i) => `call_${i}`);
    for (const n of [0, 1, 2]) await sent(house, turn(n));
    house.meanwhile.reading = after(2, held);
    assert.deepEqual(await forms(house, turn(3)), ["short", "short", "raw"]);
    house.meanwhile.reading = undefined;
    assert.deepEqual(await forms(house, turn(4)), ["short", "short", "raw", "short"]);
    house.ledger.close();
  }),
);

inHouse(
  "what can't be written down goes up raw, and stays raw when it is tried again",
  async (house) => {
    await sent(house, session(1));
    house.meanwhile.writing = held;
    assert.deepEqual(await forms(house, session(2)), ["short", "raw"]);
    house.meanwhile.writing = undefined;
    assert.deepEqual(await forms(house, session(2)), ["short", "raw"]);
    assert.deepEqual(await forms(house, session(3)), ["short", "raw", "short"]);
  },
);

inHouse(
  "where another request was first, what it sent is sent and not counted",
  async (house, folder) => {
    await sent(house, session(0));
    const other = ledgerIn(folder);
    const [{ key }] = other.conversations();
    const theirs = squeeze(anchorOf(0), pretty[0], "by the other");
    house.meanwhile.writing = () => void other.remember(request(key, { rows: [theirs] }));
    assert.deepEqual(await forms(house, session(1)), ["by the other"]);
    assert.equal(house.tally.toJSON().compressions, 0);
    house.meanwhile.writing = undefined;
    assert.deepEqual(await forms(house, session(2)), ["by the other", "short"]);
    assert.equal(house.tally.toJSON().compressions, 1);
    other.close();
  },
);

inHouse("what follows from another request's row is decided again", async (house, folder) => {
  const twice = (calls: number) =>
    sessionOf(
      [{ text: pretty[0], command: "get # squeezr:skip" }, { text: pretty[0] }].slice(0, calls),
    );
  const other = ledgerIn(folder);
  const theirs = squeeze(anchorOf(0), pretty[0], "by the other");
  house.meanwhile.writing = after(1, () => {
    const [{ key }] = other.conversations();
    other.remember(request(key, { rows: [theirs] }));
  });
  await sent(house, twice(0));
  // As a first plan the second result refers to the first one, which the other has shortened.
  assert.equal((await sent(house, twice(2)))[1], short[0]);
  other.close();
});

inHouse("a plan that loses round after round is not sent", async (house, folder) => {
  await sent(house, session(0));
  const other = ledgerIn(folder);
  const [{ key }] = other.conversations();
  let seen = 0;
  house.meanwhile.writing = () => {
    if (seen === 4) return;
    const theirs = refer(anchorOf(0), pretty[0], `gone ${seen}`, "as above");
    other.remember(request(key, { rows: [theirs], seen: seen++ }));
  };
  assert.deepEqual(await forms(house, session(1)), ["raw"]);
  house.meanwhile.writing = undefined;
  assert.deepEqual(await forms(house, session(2)), ["raw", "short"]);
  other.close();
});

Deno.test(
  "two requests at once of a conversation begun elsewhere are of one conversation",
  inFolder(async (folder) => {
    const house = houseIn(folder, { send: () => Promise.resolve(Response.json({})) });
    const fork = (text: string) => sessionOf([{ text: pretty[0] }, { text }]);
    await Promise.all([pretty[1], pretty[2]].map((text) => sent(house, fork(text))));
    assert.deepEqual(
      house.up.map((body) => resultsOf(body)[1]).sort(),
      [short[1], short[2]].sort(),
    );
    assert.equal(house.ledger.conversations().length, 1);
    for (const n of [1, 2]) {
      const more = [{ role: "assistant", content: "Yes." }, { role: "user", content: "Go on." }];
      const body = sessionOf([{ text: pretty[0] }, { text: pretty[n] }], more);
      assert.deepEqual(await sent(house, body), [pretty[0], short[n]]);
    }
    house.ledger.close();
  }),
);
