import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../text/digest.ts";
import type { Ledger } from "./ledger.ts";
import { DAY, inFolder, ledgerIn, mark, NOW, request, squeeze } from "./testing.ts";

const BIG = "x".repeat(20_000);
const keysOf = (ledger: Ledger) => ledger.conversations().map(({ key }) => key);
const claimOf = (key: string) => ({ marks: [mark(key)], chain: undefined, alone: false });

/** A request that leaves `size` rows of 20 kB each. */
function big(key: string, now: number, size = 10) {
  const rows = Array.from({ length: size }, (_, i) => squeeze(`call_${i}`, `${key} ${i}`, BIG));
  return request(key, { rows, now, marks: [mark(key)], chain: sha256(`${key} ${now}`) });
}

Deno.test(
  "conversations unused for longer than `days` are gone at the next start",
  inFolder((folder) => {
    const first = ledgerIn(folder);
    first.remember(big("old", NOW - 91 * DAY));
    first.remember(big("young", NOW - 89 * DAY));
    first.close();
    const second = ledgerIn(folder);
    assert.deepEqual(keysOf(second), ["young"]);
    assert.equal(second.owner(claimOf("old")), undefined);
    assert.deepEqual(second.rows("old", big("old", NOW).rows), []);
    assert.equal(second.stats().entries, 10);
    second.close();
  }),
);

Deno.test("prune() drops what was not used for `days`, and forgets it in memory too", () => {
  const ledger = ledgerIn(undefined);
  const old = big("old", NOW - 91 * DAY);
  ledger.remember(old);
  ledger.remember(big("young", NOW));
  assert.equal(ledger.prune({ now: NOW }), 1);
  assert.equal(ledger.owner(claimOf("old")), undefined);
  assert.deepEqual(ledger.rows("old", old.rows), []);
  assert.deepEqual(ledger.recall("old", old.rows), []);
  assert.equal(ledger.owner(claimOf("young"))?.key, "young");
});

Deno.test("prune() drops what was last used before the time that is said", () => {
  const ledger = ledgerIn(undefined);
  for (const days of [3, 2, 1]) ledger.remember(big(`${days}`, NOW - days * DAY));
  assert.equal(ledger.prune({ before: NOW - 1.5 * DAY, now: NOW }), 2);
  assert.deepEqual(keysOf(ledger), ["1"]);
});

Deno.test("prune() makes room for whole conversations, longest unused first, none of the last day", () => {
  const ledger = ledgerIn(undefined);
  for (const hours of [72, 26, 48, 12, 1]) {
    ledger.remember(big(`${hours}`, NOW - hours * DAY / 24));
  }
  assert.equal(ledger.prune({ maxBytes: ledger.stats().bytes - 50_000, now: NOW }), 1);
  assert.deepEqual(keysOf(ledger), ["1", "12", "26", "48"]);
  assert.equal(ledger.prune({ maxBytes: 1, now: NOW }), 2);
  assert.deepEqual(keysOf(ledger), ["1", "12"]);
});

Deno.test("a ledger at its bound drops what was unused longest to take what is new", () => {
  const maxBytes = 2_000_000;
  const ledger = ledgerIn(undefined, { maxBytes });
  for (let i = 0; i < 40; i++) {
    ledger.remember(big(`${i}`, NOW + i * DAY));
    assert.equal(ledger.full(), false);
    assert.ok(ledger.stats().bytes < maxBytes * 1.15);
  }
  const kept = keysOf(ledger).map(Number);
  assert.deepEqual(kept, Array.from(kept, (_, i) => 39 - i));
  assert.ok(kept.length >= 5);
});

Deno.test("a ledger at its bound that may drop nothing is full, until a day has passed", () => {
  const ledger = ledgerIn(undefined, { maxBytes: 1_000_000 });
  assert.equal(ledger.full(), false);
  for (let i = 0; i < 10; i++) ledger.remember(big(`${i}`, NOW + i));
  assert.equal(ledger.full(), true);
  assert.equal(keysOf(ledger).length, 10, "nothing that may still be going on was dropped");
  // What it takes to know conversations again is written all the same.
  ledger.remember(request("late", { now: NOW + 20, marks: [mark("late")] }));
  assert.equal(ledger.owner(claimOf("late"))?.key, "late");
  for (let i = 0; i < 10; i++) {
    ledger.remember(request(`new ${i}`, { now: NOW + 2 * DAY, chain: sha256(`${i}`) }));
  }
  assert.equal(ledger.full(), false);
});

Deno.test(
  "clear() drops everything and gives the room back to the disk",
  inFolder((folder) => {
    const ledger = ledgerIn(folder);
    for (let i = 0; i < 20; i++) ledger.remember(big(`${i}`, NOW));
    assert.equal(ledger.clear(), 20);
    assert.deepEqual(keysOf(ledger), []);
    assert.equal(ledger.owner(claimOf("1")), undefined);
    assert.equal(ledger.stats().entries, 0);
    assert.ok(statSync(join(folder, "ledger.db")).size < 100_000);
    assert.ok(statSync(join(folder, "ledger.db-wal")).size < 100_000);
    ledger.remember(big("after", NOW));
    assert.deepEqual(keysOf(ledger), ["after"]);
    ledger.close();
  }),
);

Deno.test(
  "memory in front of the tables is bounded, and what it lets go is read again",
  inFolder((folder) => {
    const ledger = ledgerIn(folder, { memoryBytes: 2_000_000 });
    const requests = Array.from({ length: 10 }, (_, i) => big(`${i}`, NOW));
    const written = requests.map((one) => ledger.remember(one));
    assert.deepEqual(ledger.recall("0", requests[0].rows), []);
    assert.deepEqual(ledger.recall("9", requests[9].rows), written[9]);
    for (const [i, one] of requests.entries()) {
      assert.deepEqual(ledger.rows(one.key, one.rows), written[i]);
    }
    ledger.close();
  }),
);
