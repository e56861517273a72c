import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import type { Layout } from "../../../src/conversation/layout.ts";
import type * as LedgerModule from "../../../src/memory/ledger.ts";
import { request } from "../../../src/memory/testing.ts";
import type { Case } from "../../expand/case.ts";
import type { Source } from "../../expand/case.ts";
import { withFolder } from "../../support/proxies.ts";

const LAYOUTS = "memory/layouts.ts";
const TABLE = "memory/table_ledger.ts";
const LAYOUT: Layout = { rounds: [[{ kind: "hidden", raw: "{}", result: '"a"' }]] };
const GROWN: Layout = { rounds: [...LAYOUT.rounds, []] };

type Ledger = ReturnType<typeof LedgerModule.openLedger>;

/** Opens ledgers of one folder, as proxies do that run side by side or one after the other. */
async function ledgers(
  source: Source,
  run: (open: (version?: number) => Ledger, folder: string) => void,
): Promise<void> {
  const { openLedger } = await source.module<typeof LedgerModule>("memory/ledger.ts");
  await withFolder((folder) => {
    const opened: Ledger[] = [];
    const options = {
      folder,
      enabled: true,
      days: 90,
      maxBytes: 1 << 30,
      now: () => 1_800_000_000_000,
    };
    const open = (version?: number) => {
      const ledger = openLedger({ ...options, ...(version ? { version } : {}) });
      opened.push(ledger);
      return ledger;
    };
    try {
      run(open, folder);
    } finally {
      opened.forEach(closeIfOpen);
    }
    return Promise.resolve();
  });
}

/** A case may have closed it already. */
function closeIfOpen(ledger: Ledger): void {
  try {
    ledger.close();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}

const entry = (layout: Layout, name = "m") => ({ key: "k", chain: "c", name, layout });

/** Somebody else holds the lock meanwhile. */
function locked(folder: string, run: () => void): void {
  const other = new DatabaseSync(join(folder, "ledger.db"));
  other.exec("BEGIN IMMEDIATE");
  run();
  other.exec("ROLLBACK");
  other.close();
}

const layoutsOf = (ledger: Ledger) => ledger.layouts.of("k").map(({ layout }) => layout);

/** How layouts are kept. */
export const storeCases: readonly Case[] = [{
  point: "B8",
  says: "a layout that grows stands once, in the order in which the messages began",
  wrong: [
    { file: LAYOUTS, from: "SET rounds = excluded.rounds", to: "SET chain = excluded.chain" },
    {
      file: LAYOUTS,
      from: "ORDER BY layouts.id`;\nconst",
      to: "ORDER BY layouts.id DESC`;\nconst",
    },
  ],
  run: (source) =>
    ledgers(source, (open) => {
      const ledger = open();
      ledger.remember(request("k"));
      ledger.layouts.keep(entry(LAYOUT));
      ledger.layouts.keep(entry(LAYOUT, "later"));
      ledger.layouts.keep(entry(GROWN));
      assert.deepEqual(layoutsOf(ledger), [GROWN, LAYOUT]);
      assert.deepEqual(layoutsOf(open()), [GROWN, LAYOUT]);
    }),
}, {
  point: "B8",
  says: "what another process has added to a layout is read again",
  wrong: [{ file: LAYOUTS, from: "held?.edition === fields.edition ?", to: "held ?" }],
  run: (source) =>
    ledgers(source, (open) => {
      const [one, other] = [open(), open()];
      one.remember(request("k"));
      one.layouts.keep(entry(LAYOUT));
      assert.deepEqual(layoutsOf(other), [LAYOUT]);
      one.layouts.keep(entry(GROWN));
      assert.deepEqual(layoutsOf(other), [GROWN]);
    }),
}, {
  point: "B8",
  says:
    "a layout that can't be written is put back all the same, and written as soon as that can be",
  wrong: [
    { file: LAYOUTS, from: "this.#owed.set(entry.name, entry);", to: "" },
    { file: LAYOUTS, from: "late.has(name) ? [] : [placed]", to: "[placed]" },
    { file: LAYOUTS, from: "return [...written, ...owed];", to: "return written;" },
    { file: TABLE, from: "layouts: this.layouts.writeOwed(database)", to: "layouts: []" },
    { file: TABLE, from: "|| this.layouts.owed > 0", to: "" },
  ],
  run: (source) =>
    ledgers(source, (open, folder) => {
      const ledger = open();
      ledger.remember(request("k"));
      ledger.layouts.keep(entry(LAYOUT));
      locked(folder, () => {
        assert.throws(() => ledger.layouts.keep(entry(GROWN)), { name: "DatabaseBusy" });
        ledger.layouts.hold(entry(GROWN));
        assert.deepEqual(layoutsOf(ledger), [GROWN]);
        assert.deepEqual(ledger.layouts.recall("k").map(({ layout }) => layout), [GROWN]);
        assert.ok(ledger.problem !== undefined);
      });
      ledger.remember(request("another"));
      assert.equal(ledger.problem, undefined);
      assert.deepEqual(layoutsOf(open()), [GROWN]);
      ledger.layouts.hold(entry(LAYOUT, "last"));
      ledger.close();
      assert.deepEqual(layoutsOf(open()), [GROWN, LAYOUT]);
    }),
}, {
  point: "B8",
  says:
    "a layout is written behind the request that it answers, though that could not be written either",
  wrong: [{
    file: LAYOUTS,
    from: "if (edition === undefined) return this.hold(entry);",
    to: "if (edition === undefined) return;",
  }],
  run: (source) =>
    ledgers(source, (open, folder) => {
      const ledger = open();
      locked(folder, () =>
        assert.throws(() => ledger.remember(request("k")), { name: "DatabaseBusy" }));
      ledger.layouts.keep(entry(LAYOUT));
      assert.deepEqual(layoutsOf(ledger), [LAYOUT]);
      ledger.remember(request("another"));
      assert.deepEqual(layoutsOf(open()), [LAYOUT]);
    }),
}, {
  point: "B8",
  says: "with tables of a newer version layouts are kept in memory, and nothing is written",
  wrong: [{
    file: LAYOUTS,
    from: "if (edition === undefined) return this.hold(entry);",
    to: "if (edition === undefined) return;",
  }],
  run: (source) =>
    ledgers(source, (open, folder) => {
      const first = open();
      first.remember(request("k"));
      first.close();
      const database = new DatabaseSync(join(folder, "ledger.db"));
      database.exec("PRAGMA user_version = 99");
      database.close();
      const ledger = open();
      assert.equal(ledger.state, "newer");
      ledger.layouts.keep(entry(LAYOUT));
      assert.deepEqual(layoutsOf(ledger), [LAYOUT]);
    }),
}, {
  point: "C1",
  says: "a layout that was put back into a request grows no more, in any process",
  wrong: [
    { file: LAYOUTS, from: "WHERE NOT sealed RETURNING", to: "RETURNING" },
    { file: LAYOUTS, from: "UPDATE layouts SET sealed = 1", to: "UPDATE layouts SET sealed = 0" },
    { file: LAYOUTS, from: "if (!rounds.equals(stored?.rounds as Uint8Array)) throw", to: "throw" },
    { file: LAYOUTS, from: "if (this.#sealed.has(entry.name)) throw", to: "if (1 > 2) throw" },
  ],
  run: (source) =>
    ledgers(source, (open, folder) => {
      const [one, other] = [open(), open()];
      one.remember(request("k"));
      one.layouts.keep(entry(LAYOUT));
      other.layouts.seal("k", layoutsOf(other).map(() => "m"));
      one.layouts.keep(entry(LAYOUT));
      assert.throws(() => one.layouts.keep(entry(GROWN)), { name: "SealedLayout" });
      locked(folder, () => {
        one.layouts.hold(entry(LAYOUT, "late"));
        assert.throws(() => one.layouts.seal("k", ["m", "late"]), { name: "DatabaseBusy" });
        assert.throws(() => one.layouts.hold(entry(GROWN, "late")), { name: "SealedLayout" });
      });
      one.layouts.seal("k", ["m", "late"]);
      assert.throws(() => one.layouts.keep(entry(GROWN, "late")), { name: "SealedLayout" });
      assert.deepEqual(layoutsOf(open()), [LAYOUT, LAYOUT]);
    }),
}, {
  point: "C3",
  says: "a plain answer is one conversation's own",
  wrong: [{
    file: LAYOUTS,
    from: "WHERE key = ? AND chain = ? AND words = ?",
    to: "WHERE ? <> '' AND chain = ? AND words = ?",
  }],
  run: (source) =>
    ledgers(source, (open) => {
      const ledger = open();
      for (const key of ["k", "other"]) ledger.remember(request(key));
      ledger.layouts.addPlain({ key: "k", chain: "c", words: "w" });
      const isPlain = (key: string, words: string) =>
        ledger.layouts.isPlain({ key, chain: "c", words });
      assert.deepEqual([isPlain("k", "w"), isPlain("other", "w"), isPlain("k", "v")], [
        true,
        false,
        false,
      ]);
    }),
}];
