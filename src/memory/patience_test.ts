import assert from "node:assert/strict";
import { DatabaseBusy, DatabaseTrouble } from "../sqlite/database.ts";
import { Patience } from "./patience.ts";

/** An attempt that fails so often, and how often it was made. */
function failing(times: number, error: Error) {
  let made = 0;
  return {
    made: () => made,
    attempt: () => {
      if (++made <= times) throw error;
      return "done";
    },
  };
}

const busy = new DatabaseBusy("held");

Deno.test("a lock is waited for, and an answer of `undefined` is an answer", async () => {
  const patience = new Patience([1, 1, 1]);
  const two = failing(2, busy);
  assert.deepEqual(await patience.through(two.attempt), { value: "done" });
  assert.equal(two.made(), 3);
  assert.deepEqual(await patience.through(() => undefined), { value: undefined });
});

Deno.test("after a wait in vain each call tries once, until one works", async () => {
  const patience = new Patience([1, 1, 1]);
  const lasting = failing(Infinity, busy);
  assert.equal(await patience.through(lasting.attempt), undefined);
  assert.equal(lasting.made(), 4);
  assert.equal(await patience.through(lasting.attempt), undefined);
  assert.equal(lasting.made(), 5);

  assert.deepEqual(patience.once(() => 1), { value: 1 });
  const two = failing(2, busy);
  assert.deepEqual(await patience.through(two.attempt), { value: "done" });
});

Deno.test("whoever waits beside a call that waited in vain waits no longer", async () => {
  const patience = new Patience([1, 20, 1]);
  const [first, second] = [failing(Infinity, busy), failing(Infinity, busy)];
  const waiting = patience.through(first.attempt);
  await new Promise((resolve) => setTimeout(resolve, 10));
  await Promise.all([waiting, patience.through(second.attempt)]);
  assert.equal(first.made(), 4);
  assert.ok(second.made() < 4);
});

Deno.test("what is no lock is not waited for, and an error of ours goes on its way", async () => {
  const patience = new Patience([1, 1, 1]);
  const full = failing(Infinity, new DatabaseTrouble("disk full"));
  assert.equal(await patience.through(full.attempt), undefined);
  assert.equal(full.made(), 1);
  assert.equal(patience.once(failing(1, busy).attempt), undefined);
  await assert.rejects(patience.through(failing(1, new TypeError("ours")).attempt), TypeError);
});
