import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sha256 } from "../text/digest.ts";
import type { Row } from "../plan/decision.ts";
import { DatabaseBusy } from "./ledger.ts";
import { SCHEMA_VERSION } from "./schema.ts";
import { inFolder, keep, learned, ledgerIn, mark, refer, request, squeeze } from "./testing.ts";

const row = squeeze("call_1", "text", "t");
const kindOf = ({ decision }: Row) => decision.kind;
const nobody = { marks: [], chain: undefined, alone: false };

/** Runs while another process holds the lock for writing. */
function whileLocked(folder: string, run: () => void): void {
  const other = new DatabaseSync(join(folder, "ledger.db"));
  other.exec("BEGIN IMMEDIATE");
  try {
    run();
  } finally {
    other.exec("ROLLBACK");
    other.close();
  }
}

Deno.test(
  "a ledger that is removed while it is in use is missed, and goes on in this process",
  inFolder((folder) => {
    const ledger = ledgerIn(folder);
    ledger.remember(request("A", { rows: [row] }));
    assert.equal(ledger.problem, undefined);
    rmSync(join(folder, "ledger.db"));
    // It is not looked at each time.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    ledger.remember(request("A"));
    assert.match(ledger.problem ?? "", /removed/);
    assert.deepEqual(ledger.rows("A", [row]).map(kindOf), ["squeeze"]);
    ledger.close();
  }),
);

Deno.test(
  "a ledger that another process holds is busy, which is not a miss",
  inFolder((folder) => {
    const ledger = ledgerIn(folder);
    ledger.remember(request("A", { marks: [mark("m")] }));
    whileLocked(folder, () => {
      const began = performance.now();
      assert.throws(() => ledger.remember(request("A", { rows: [row] })), DatabaseBusy);
      assert.ok(performance.now() - began < 1000, "nothing streams while SQLite waits");
      assert.throws(
        () => ledger.answered({ ...request("A"), marks: [mark("n")], whole: false }),
        DatabaseBusy,
      );
      // Reading goes on.
      assert.deepEqual(ledger.rows("A", [row]), []);
      assert.equal(ledger.owner({ ...nobody, marks: [mark("m")] })?.key, "A");
    });
    assert.deepEqual(ledger.remember(request("A", { rows: [row] })), [row]);
    ledger.close();
  }),
);

Deno.test(
  "what could not be written goes on from memory, and is written when it can be",
  inFolder((folder) => {
    const ledger = ledgerIn(folder);
    const first = request("A", { alone: true, offer: "tool", rows: [row] });
    whileLocked(folder, () => {
      assert.throws(() => ledger.remember(first), DatabaseBusy);
      assert.throws(() => ledger.remember(first), DatabaseBusy);
      ledger.hold("A", learned([row]));
      assert.throws(
        () => ledger.answered({ ...first, marks: [mark("m", "signature")], whole: true }),
        DatabaseBusy,
      );
      assert.match(ledger.problem ?? "", /Cannot write the ledger just now/);
      assert.deepEqual(ledger.owner({ ...nobody, marks: [mark("m")] }), {
        key: "A",
        offer: "tool",
      });
      assert.deepEqual(ledger.rows("A", [row]), [row]);
    });
    const second = { ...first, chain: sha256("2"), marks: [mark("m", "signature")], rows: [] };
    ledger.remember(second);
    assert.equal(ledger.problem, undefined);

    const other = ledgerIn(folder);
    assert.deepEqual(other.owner({ ...nobody, marks: [mark("m")] }), { key: "A", offer: "tool" });
    assert.deepEqual(other.rows("A", [row]), [row]);
    assert.equal(other.owner({ marks: [mark("x")], chain: first.chain, alone: true }), undefined);
    assert.equal(other.conversations().find(({ key }) => key === "A")?.signed, true);
    other.close();
    ledger.close();
  }),
);

Deno.test(
  "what another process wrote meanwhile stands before what is written late",
  inFolder((folder) => {
    const [ledger, other] = [ledgerIn(folder), ledgerIn(folder)];
    whileLocked(folder, () => {
      assert.throws(() => ledger.remember(request("A", { rows: [row] })), DatabaseBusy);
      ledger.hold("A", learned([row]));
    });
    const first = keep("call_1", "text");
    other.remember(request("A", { rows: [first] }));
    ledger.remember(request("B"));
    assert.deepEqual(ledger.rows("A", [row]), [first]);
    ledger.close();
    other.close();
  }),
);

Deno.test(
  "what could not be written beside a reference is held and written beside it",
  inFolder((folder) => {
    const ledger = ledgerIn(folder);
    const reference = refer("call_1", "text", "call_0", "as in call 0");
    ledger.remember(request("A", { rows: [reference] }));
    whileLocked(folder, () => {
      ledger.hold("A", learned([keep("call_1", "text")], 1));
      assert.deepEqual(ledger.rows("A", [row]).map(kindOf), ["refer", "keep"]);
    });
    ledger.remember(request("B"));
    assert.deepEqual(ledger.rows("A", [row]).map(kindOf), ["refer", "keep"]);
    ledger.close();
  }),
);

Deno.test(
  "what is still owed is written when the ledger is closed",
  inFolder((folder) => {
    const ledger = ledgerIn(folder);
    whileLocked(folder, () => assert.throws(() => ledger.remember(request("A")), DatabaseBusy));
    ledger.close();
    const after = ledgerIn(folder);
    assert.deepEqual(after.conversations().map(({ key }) => key), ["A"]);
    after.close();
  }),
);

Deno.test(
  "a ledger that is off, or has no folder, is the same in memory and no problem",
  inFolder((folder) => {
    const off = ledgerIn(folder, { enabled: false });
    assert.deepEqual([off.state, off.problem], ["memory", undefined]);
    assert.deepEqual(readdirSync(folder), []);
    off.close();
  }),
);

Deno.test(
  "a folder that can't be made is told, and the ledger goes on in memory",
  inFolder((folder) => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    for (const place of [file, join(file, "below")]) {
      const ledger = ledgerIn(place);
      assert.equal(ledger.state, "memory");
      assert.match(ledger.problem ?? "", /Cannot keep the ledger in .*file.*: E.*in memory only/);
      assert.deepEqual(ledger.remember(request("A", { rows: [row] })), [row]);
      ledger.close();
    }
  }),
);

Deno.test(
  "a damaged file is told and left alone",
  inFolder((folder) => {
    const path = join(folder, "ledger.db");
    const damage = "This was a database once. ".repeat(1000);
    writeFileSync(path, damage);
    const ledger = ledgerIn(folder);
    assert.equal(ledger.state, "memory");
    assert.match(ledger.problem ?? "", /not a database/);
    assert.deepEqual(ledger.remember(request("A", { rows: [row] })), [row]);
    ledger.close();
    assert.equal(readFileSync(path, "utf8"), damage);
  }),
);

Deno.test(
  "damage that shows later is told, and what memory holds is still recalled",
  inFolder((folder) => {
    const ledger = ledgerIn(folder);
    ledger.remember(request("A", { rows: [row] }));
    const other = new DatabaseSync(join(folder, "ledger.db"));
    other.exec("DROP TABLE sent");
    other.close();
    assert.throws(
      () => ledger.rows("A", [keep("call_2", "text")]),
      (error) => !(error instanceof DatabaseBusy),
    );
    assert.match(ledger.problem ?? "", /Cannot use the ledger any more/);
    assert.deepEqual(ledger.recall("A", [row]), [row]);
    assert.equal(ledger.stats().replayed, 0);
    ledger.close();
  }),
);

Deno.test(
  "tables of a newer version are read and never written",
  inFolder((folder) => {
    const newer = ledgerIn(folder, { version: SCHEMA_VERSION + 1 });
    newer.remember(request("A", { rows: [row], marks: [mark("m")] }));
    newer.close();
    const before = readFileSync(join(folder, "ledger.db"));

    const old = ledgerIn(folder);
    assert.equal(old.state, "newer");
    assert.match(old.problem ?? "", /update/);
    assert.equal(old.full(), true);
    assert.equal(old.owner({ ...nobody, marks: [mark("m")] })?.key, "A");
    assert.deepEqual(old.rows("A", [row]), [row]);
    assert.deepEqual(old.remember(request("B", { rows: [row] })), []);
    old.answered({ ...request("A"), marks: [mark("n")], whole: true });
    assert.deepEqual([old.prune({ now: Infinity, before: Infinity }), old.clear()], [0, 0]);
    old.close();
    assert.deepEqual(readFileSync(join(folder, "ledger.db")), before);
  }),
);

Deno.test(
  "tables that become newer under way are written no more",
  inFolder((folder) => {
    const old = ledgerIn(folder);
    old.remember(request("A", { rows: [row] }));
    const newer = ledgerIn(folder, { version: SCHEMA_VERSION + 1 });
    assert.deepEqual(newer.rows("A", [row]), [row]);

    const late = keep("call_2", "text");
    assert.deepEqual(old.remember(request("A", { rows: [late] })), []);
    assert.deepEqual([old.state, old.full()], ["newer", true]);
    assert.match(old.problem ?? "", /version \d+, this squeezr knows \d+/);
    assert.deepEqual(newer.rows("A", [late]), []);
    assert.deepEqual(old.rows("A", [row]), [row]);
    newer.close();
    old.close();
  }),
);

Deno.test(
  "tables that only a newer version can read say nothing, and memory still does",
  inFolder((folder) => {
    const old = ledgerIn(folder);
    old.remember(request("A", { rows: [row], marks: [mark("m")] }));
    const newer = new DatabaseSync(join(folder, "ledger.db"));
    newer.exec("ALTER TABLE sent RENAME TO went");
    newer.exec("ALTER TABLE marks RENAME TO signs");
    newer.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    newer.close();

    assert.deepEqual(old.rows("A", [row, keep("call_2", "text")]), [row]);
    assert.equal(old.state, "newer");
    assert.equal(old.owner({ ...nobody, marks: [mark("m"), mark("n")] })?.key, "A");
    assert.equal(old.owner({ ...nobody, marks: [mark("n")] }), undefined);
    old.close();
  }),
);

Deno.test({
  name: "the ledger is its owner's alone, with all files beside it",
  ignore: Deno.build.os === "windows",
  fn: inFolder((folder) => {
    const home = join(folder, "home");
    const files = ["ledger.db", "ledger.db-wal", "ledger.db-shm"].map((name) => join(home, name));
    const modes = () => files.map((file) => statSync(file).mode & 0o777);
    const first = ledgerIn(home);
    first.remember(request("A"));
    assert.equal(statSync(home).mode & 0o777, 0o700);
    assert.deepEqual(modes(), [0o600, 0o600, 0o600]);
    for (const file of files) chmodSync(file, 0o644);
    const second = ledgerIn(home);
    assert.deepEqual(modes(), [0o600, 0o600, 0o600]);
    first.close();
    second.close();
    assert.equal(existsSync(files[1]), false);
  }),
});
