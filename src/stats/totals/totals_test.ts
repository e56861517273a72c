import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { DatabaseSync } from "node:sqlite";
import { inFolder } from "../../memory/testing.ts";
import { allTimeFacts } from "./all_time.ts";
import { readTotals } from "./opening.ts";
import { Totals } from "./totals.ts";

const NOON = Date.UTC(2026, 10, 21, 12);
const DAY = 24 * 60 * 60 * 1000;
const ASKER = { client: "claude-code", model: "claude-opus-5-5" };

function totalsIn(folder: string | undefined, at = NOON): Totals {
  return new Totals({ folder, now: () => at });
}

Deno.test(
  "what was added up outlives the process, by client, model, rule, tool and day",
  inFolder((folder) => {
    const first = totalsIn(folder);
    first.addRequest(ASKER, { requests: 1, billed: 1, sent_usd: 0.25, direct_usd: 0.5 });
    first.addRequest(ASKER, { requests: 1, unpriced: 1 });
    first.addPart({ kind: "rule", name: "git_diff" }, { blocks: 1, saved_tokens: 100 });
    first.addPart({ kind: "tool", name: "Bash" }, { blocks: 1, saved_tokens: 100 });
    first.addPart({ kind: "tool", name: "Read" }, { blocks: 2, original_chars: 900 });
    first.close();

    const second = totalsIn(folder, NOON + DAY);
    second.addRequest({ ...ASKER, client: "codex" }, { requests: 1, sent_usd: 1 });
    const all = second.allTime()!;
    const { since, requests, blocks, by_client, by_model, by_rule, by_tool, by_day } = all;
    const { problem, cost } = allTimeFacts(all, undefined);
    second.close();
    assert.equal(problem, null);
    assert.deepEqual([cost?.saved_usd, cost?.unpriced_requests], [-0.75, 1]);
    assert.deepEqual(cost?.unknown_models, ["claude-opus-5-5"]);
    assert.equal(since, "2026-11-21");
    assert.deepEqual(
      [requests.requests, requests.billed, requests.unpriced, requests.sent_usd],
      [3, 1, 1, 1.25],
    );
    assert.deepEqual([blocks.blocks, blocks.saved_tokens, blocks.original_chars], [3, 100, 900]);
    assert.deepEqual([by_client["claude-code"].requests, by_client.codex.requests], [2, 1]);
    assert.equal(by_model["claude-opus-5-5"].requests, 3);
    assert.deepEqual(Object.keys(by_rule), ["git_diff"]);
    assert.deepEqual(Object.keys(by_tool), ["Bash", "Read"]);
    assert.deepEqual(by_day.map(({ day, requests }) => [day, requests]), [
      ["2026-11-21", 2],
      ["2026-11-22", 1],
    ]);
  }),
);

Deno.test(
  "several processes add to the same totals, and each sees what the others wrote",
  inFolder((folder) => {
    const all = [totalsIn(folder), totalsIn(folder), totalsIn(folder)];
    for (const totals of all) totals.addRequest(ASKER, { requests: 2 });
    for (const totals of all) totals.allTime();
    assert.deepEqual(all.map((totals) => totals.allTime()?.requests.requests), [6, 6, 6]);
    for (const totals of all) totals.close();
    assert.equal(readTotals(folder)?.requests.requests, 6);
  }),
);

Deno.test(
  "what another process holds is neither lost nor waited for",
  inFolder((folder) => {
    const totals = totalsIn(folder);
    totals.addRequest(ASKER, { requests: 1 });
    const other = new DatabaseSync(join(folder, "stats.db"));
    other.exec("BEGIN IMMEDIATE");
    assert.equal(totals.allTime()?.requests.requests, 0);
    assert.equal(totals.problem, undefined);
    other.close();
    assert.equal(totals.allTime()?.requests.requests, 1);
    totals.close();
  }),
);

Deno.test(
  "the file is its owner's alone, and holds a bounded number of names a day and of days",
  inFolder((folder) => {
    for (const [at, days] of [[NOON, 0], [NOON + DAY, 1], [NOON + 500 * DAY, 500]] as const) {
      const totals = totalsIn(folder, at);
      for (let i = 0; i < 1500; i++) {
        totals.addPart({ kind: "tool", name: `tool ${days} ${i}` }, { blocks: 1 });
      }
      totals.addRequest(ASKER, { requests: 1 });
      totals.close();
    }
    const path = join(folder, "stats.db");
    if (process.platform !== "win32") assert.equal(statSync(path).mode & 0o777, 0o600);
    const database = new DatabaseSync(path);
    const rows = database.prepare("SELECT day, count(*) AS rows FROM parts GROUP BY day").all();
    database.close();
    assert.deepEqual(rows.map(({ day }) => day), ["", "2028-04-04"]);
    assert.ok(rows.every((row) => Number(row.rows) <= 201), JSON.stringify(rows));
    const all = readTotals(folder);
    assert.equal(all?.blocks.blocks, 4500);
    assert.equal(all?.requests.requests, 3);
    assert.equal(all?.since, "2028-04-04");
  }),
);

Deno.test(
  "without a folder, or with one that can't be written, they hold for this run",
  inFolder((folder) => {
    const nowhere = totalsIn(undefined);
    nowhere.addRequest(ASKER, { requests: 1 });
    assert.equal(nowhere.allTime()?.requests.requests, 1);
    assert.equal(nowhere.problem, undefined);
    nowhere.close();

    const inTheWay = join(folder, "file");
    writeFileSync(inTheWay, "");
    const lost = totalsIn(inTheWay);
    lost.addRequest(ASKER, { requests: 1 });
    assert.match(lost.problem ?? "", /^Cannot keep totals: .*They hold for this run only$/);
    assert.equal(lost.allTime()?.requests.requests, 1);
    lost.close();
  }),
);

Deno.test(
  "a file that is damaged or of a newer squeezr is left as it is",
  inFolder((folder) => {
    const path = join(folder, "stats.db");
    writeFileSync(path, "not a database, and longer than the header of one".repeat(100));
    const damaged = totalsIn(folder);
    damaged.addRequest(ASKER, { requests: 1 });
    assert.match(damaged.problem ?? "", /Cannot keep totals: .*not a database/);
    damaged.close();
    assert.match(readFileSync(path, "utf8"), /^not a database/);

    chmodSync(path, 0o600);
    writeFileSync(path, "");
    totalsIn(folder).close();
    const later = new DatabaseSync(path);
    later.exec("PRAGMA user_version = 99");
    later.close();
    const newer = totalsIn(folder);
    assert.match(newer.problem ?? "", /newer squeezr/);
    newer.close();
    assert.throws(() => readTotals(folder), /newer squeezr/);
  }),
);

Deno.test(
  "looking makes no file",
  inFolder((folder) => {
    assert.equal(readTotals(folder), undefined);
    assert.ok(!existsSync(join(folder, "stats.db")));
  }),
);
