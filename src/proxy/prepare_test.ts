import assert from "node:assert/strict";
import { inFolder } from "../memory/testing.ts";
import { after, houseIn, sent, sessionOf } from "./testing.ts";

const lists = [0, 1, 2].map((n) =>
  JSON.stringify(Array.from({ length: 60 }, (_, i) => ({ id: i, name: `item ${n}` })), null, 4)
);
const session = (calls: number) => sessionOf(lists.slice(0, calls).map((text) => ({ text })));
const short = (n: number) => JSON.stringify(JSON.parse(lists[n]));

/** An error that waiting does not mend, as a damaged file makes it; its message quotes a body. */
function damaged(): never {
  throw Object.assign(new Error("near SECRET"), { errcode: 11 });
}

Deno.test(
  "after an error that lasts, what memory knows goes as it went, and what is new goes raw",
  inFolder(async (folder) => {
    const house = houseIn(folder);
    await sent(house, session(1));
    house.bypass.on = true;
    await sent(house, session(2));
    house.bypass.on = false;
    Object.assign(house.meanwhile, { reading: damaged, writing: damaged });
    assert.deepEqual(await sent(house, session(3)), [short(0), lists[1], lists[2]]);
    assert.match(house.lines.join(), /could not be prepared: Error at /);
    assert.doesNotMatch(house.lines.join(), /SECRET/);
    Object.assign(house.meanwhile, { reading: undefined, writing: undefined });
    house.ledger.close();
  }),
);

Deno.test(
  "after an error that lasts, what memory does not know is decided as it was at first",
  inFolder(async (folder) => {
    const before = houseIn(folder);
    for (const calls of [0, 1, 2]) await sent(before, session(calls));
    before.ledger.close();

    const house = houseIn(folder);
    house.meanwhile.reading = damaged;
    assert.deepEqual(await sent(house, session(3)), [short(0), short(1), lists[2]]);
    house.meanwhile.reading = undefined;
    assert.equal(house.ledger.conversations().length, 1);
    house.ledger.close();
  }),
);

Deno.test(
  "where all of our ways fail, the client's own bytes go up",
  inFolder(async (folder) => {
    const broken = () => {
      throw new TypeError("broken on purpose");
    };
    const house = houseIn(folder, { prefixes: { check: broken } as never });
    await sent(house, session(0));
    assert.equal(house.up.length, 1, "what is counted is nobody's loss");

    const helpless = houseIn(folder, { literals: { of: broken } as never });
    await sent(helpless, session(1));
    assert.deepEqual(helpless.up, [session(1)]);
    for (const one of [house, helpless]) one.ledger.close();
  }),
);

Deno.test(
  "an answer comes down whole where it can't be followed",
  inFolder(async (folder) => {
    const house = houseIn(folder);
    house.meanwhile.writing = after(1, damaged);
    assert.deepEqual(await sent(house, session(0)), []);
    assert.match(house.lines.join(), /could not be followed: Error at /);
    house.meanwhile.writing = undefined;
    house.ledger.close();
  }),
);

Deno.test(
  "originals that a restart has lost are taken from what the client sends again",
  inFolder(async (folder) => {
    const before = houseIn(folder);
    for (const calls of [0, 1]) await sent(before, session(calls));
    before.ledger.close();
    const house = houseIn(folder);
    await sent(house, session(1));
    assert.equal(house.originals.stats().size, 1);
    house.ledger.close();
  }),
);
