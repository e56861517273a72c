import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import type { Step } from "../plan/collapse.ts";
import type { OriginalId } from "../plan/decision.ts";
import { sha256 } from "../text/digest.ts";
import { SCHEMA_VERSION, steps as schema } from "./schema.ts";
import { DAY, inFolder, keep, ledgerIn, mark, NOW, request } from "./testing.ts";

/** A step in which this text was replaced. */
function stepOf(text: string): Step {
  const placement = {
    anchor: "user  0",
    digest: sha256(text),
    text: `[Old user text, ${text.length} chars]`,
    original: "abcdefgh" as OriginalId,
    saves: 10,
  };
  return { edge: { digest: sha256(`answer to ${text}`), nth: 0 }, placements: [placement] };
}

const [one, two] = [stepOf("one"), stepOf("two")];

Deno.test(
  "steps outlive the process, and memory has those that were asked for",
  inFolder((folder) => {
    const first = ledgerIn(folder);
    first.remember(request("A"));
    assert.deepEqual(first.steps.take("A", 0, one), [one]);
    assert.deepEqual(first.steps.take("A", 1, two), [one, two]);
    first.close();
    const second = ledgerIn(folder);
    assert.deepEqual(second.steps.recall("A"), []);
    assert.deepEqual(second.steps.of("A"), [one, two]);
    assert.deepEqual(second.steps.recall("A"), [one, two]);
    assert.deepEqual(second.steps.of("B"), []);
    assert.equal(second.conversations()[0].steps, 2);
    second.close();
  }),
);

Deno.test(
  "of two processes that take the same step, the first is heard",
  inFolder((folder) => {
    const [first, second] = [ledgerIn(folder), ledgerIn(folder)];
    first.remember(request("A"));
    assert.deepEqual(first.steps.take("A", 0, one), [one]);
    assert.deepEqual(second.steps.take("A", 0, two), [one]);
    assert.deepEqual(second.steps.take("A", 1, two), [one, two]);
    assert.deepEqual(first.steps.of("A"), [one, two]);
    first.close();
    second.close();
  }),
);

Deno.test(
  "no step is written where something pins what is said, nor for a conversation that nobody knows",
  inFolder((folder) => {
    const ledger = ledgerIn(folder);
    ledger.remember(request("marked", { pinned: true }));
    ledger.remember(request("signed", { marks: [mark("s", "signature")] }));
    ledger.remember(request("answered"));
    const answer = { ...request("answered"), marks: [mark("t", "signature")], whole: true };
    ledger.answered(answer);
    ledger.remember(request("free"));
    ledger.remember(request("free", { chain: sha256("later"), pinned: false }));
    for (const key of ["marked", "signed", "answered", "unknown"]) {
      assert.equal(ledger.steps.isPinned(key), true, key);
      assert.deepEqual(ledger.steps.take(key, 0, one), [], key);
    }
    assert.equal(ledger.steps.isPinned("free"), false);
    // What was taken before stands.
    assert.deepEqual(ledger.steps.take("free", 0, one), [one]);
    ledger.remember(request("free", { pinned: true }));
    assert.deepEqual(ledger.steps.take("free", 1, two), [one]);
    ledger.close();
  }),
);

Deno.test(
  "steps go with their conversation, and a new one under the same key has none",
  inFolder((folder) => {
    const ledger = ledgerIn(folder);
    ledger.remember(request("A"));
    ledger.steps.take("A", 0, one);
    ledger.prune({ now: NOW + 100 * DAY });
    assert.deepEqual(ledger.steps.of("A"), []);
    ledger.remember(request("A"));
    assert.deepEqual(ledger.steps.of("A"), []);
    assert.deepEqual(ledger.steps.take("A", 0, two), [two]);
    ledger.close();
  }),
);

Deno.test(
  "a signed conversation with steps can't go on without the ledger",
  inFolder((folder) => {
    const ledger = ledgerIn(folder);
    ledger.remember(request("A"));
    ledger.steps.take("A", 0, one);
    assert.deepEqual(ledger.signedSince(NOW - DAY), []);
    ledger.remember(request("A", { marks: [mark("s", "signature")] }));
    assert.equal(ledger.signedSince(NOW - DAY).length, 1);
    ledger.close();
  }),
);

Deno.test(
  "tables of the version before steps are brought to this one, with all that they hold",
  inFolder((folder) => {
    const database = new DatabaseSync(join(folder, "ledger.db"));
    for (const sql of schema.slice(0, 2).flat()) database.exec(sql);
    database.exec("PRAGMA user_version = 2");
    database.exec(`INSERT INTO conversations (key, offered, begun, used, client, model)
      VALUES ('A', 2, ${NOW}, ${NOW}, 'c', 'm')`);
    database.exec(`INSERT INTO sent (conversation, anchor, digest, target_anchor, target_digest,
      kind, because) VALUES (1, '"call_1"', '${sha256("text")}', '', '', 'keep', 'no_rule')`);
    database.close();
    const ledger = ledgerIn(folder);
    assert.equal(ledger.state, "disk");
    const row = keep("call_1", "text");
    assert.deepEqual(ledger.rows("A", [row]), [row]);
    assert.deepEqual(ledger.steps.of("A"), []);
    assert.deepEqual(ledger.steps.take("A", 0, one), [one]);
    ledger.close();
  }),
);

Deno.test(
  "an older squeezr replays steps of a newer one's tables, and writes none",
  inFolder((folder) => {
    const newer = ledgerIn(folder, { version: SCHEMA_VERSION + 1 });
    newer.remember(request("A"));
    newer.steps.take("A", 0, one);
    const older = ledgerIn(folder);
    assert.deepEqual(older.steps.of("A"), [one]);
    assert.deepEqual(older.steps.take("A", 1, two), [one]);
    assert.deepEqual(newer.steps.of("A"), [one]);
    older.close();
    newer.close();
  }),
);

Deno.test(
  "of tables that only a newer squeezr can read, memory says what it knows",
  inFolder((folder) => {
    const ledger = ledgerIn(folder);
    ledger.remember(request("A"));
    ledger.steps.take("A", 0, one);
    const newer = new DatabaseSync(join(folder, "ledger.db"));
    newer.exec("ALTER TABLE steps RENAME TO strides");
    newer.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    newer.close();
    assert.deepEqual(ledger.steps.of("A"), [one]);
    assert.deepEqual(ledger.steps.take("A", 1, two), [one]);
    ledger.close();
  }),
);
