import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "../text/digest.ts";
import type { Ledger } from "./ledger.ts";
import { inFolder, keep, ledgerIn, mark, MINUTE, NOW, refer, request, squeeze } from "./testing.ts";

const WRITER = fileURLToPath(new URL("./testdata/writer.ts", import.meta.url));

/** Two ledgers on one file, as two proxies have them. */
function onTwo(name: string, run: (one: Ledger, other: Ledger) => void): void {
  Deno.test(
    name,
    inFolder((folder) => {
      const [one, other] = [ledgerIn(folder), ledgerIn(folder)];
      run(one, other);
      one.close();
      other.close();
    }),
  );
}

onTwo("what one process writes another reads: memory holds no misses", (one, other) => {
  const row = squeeze("call_1", "text", "t");
  const claim = { marks: [mark("m")], chain: undefined, alone: false };
  assert.deepEqual(other.rows("A", [row]), []);
  assert.equal(other.owner(claim), undefined);
  one.remember(request("A", { rows: [row], marks: [mark("m")], offer: "tool" }));
  assert.deepEqual(other.rows("A", [row]), [row]);
  assert.deepEqual(other.owner(claim), { key: "A", offer: "tool" });
});

onTwo(
  "of two processes that decide one block the first stands, and both send that",
  (one, other) => {
    const first = squeeze("call_1", "text", "by one");
    const second = squeeze("call_1", "text", "by the other");
    assert.deepEqual(one.remember(request("A", { rows: [first] })), [first]);
    assert.deepEqual(other.remember(request("A", { rows: [second] })), [first]);
    assert.deepEqual(other.rows("A", [second]), [first]);
  },
);

onTwo(
  "a row decided without knowing of another's reference is not written beside it",
  (one, other) => {
    const reference = refer("call_2", "text", "call_1", "as in call 1");
    const blind = keep("call_2", "text");
    one.remember(request("A", { rows: [reference] }));
    assert.deepEqual(other.remember(request("A", { rows: [blind] })), [reference]);
    assert.deepEqual(one.rows("A", [blind]), [reference]);
    // Decided again, in view of it: the target is gone.
    const again = request("A", { rows: [blind], seen: 1 });
    assert.deepEqual(other.remember(again), [reference, blind]);
  },
);

onTwo("a mark that another process knows and that came later decides", (one, other) => {
  one.remember(request("A", { marks: [mark("early")] }));
  other.remember(request("B", { marks: [mark("late")] }));
  const claim = { marks: [mark("early"), mark("late")], chain: undefined, alone: false };
  assert.equal(one.owner(claim)?.key, "B");
});

onTwo("that first words were answered in one process holds in the other", (one, other) => {
  const first = request("A", { alone: true });
  one.remember(first);
  other.remember(first);
  one.answered({ ...first, marks: [mark("m")], whole: true });
  assert.equal(other.owner({ marks: [mark("x")], chain: first.chain, alone: true }), undefined);
});

onTwo("use is written down when it moved by more than a minute", (one, other) => {
  const used = () => other.conversations()[0].used;
  one.remember(request("A"));
  one.remember(request("A", { now: NOW + MINUTE / 2, chain: sha256("2") }));
  assert.equal(used(), NOW);
  one.remember(request("A", { now: NOW + 2 * MINUTE, chain: sha256("3") }));
  assert.equal(used(), NOW + 2 * MINUTE);
  other.remember(request("A", { now: NOW, chain: sha256("4") }));
  assert.equal(used(), NOW + 2 * MINUTE, "a clock behind does not take it back");
});

Deno.test(
  "what was remembered is there after the process was killed",
  inFolder(async (folder) => {
    for (const key of ["A", "B"]) {
      const child = spawn(process.execPath, ["run", "-A", WRITER, folder, key], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      await once(child.stdout, "data");
      child.kill("SIGKILL");
      await once(child, "close");
    }
    const ledger = ledgerIn(folder);
    assert.equal(ledger.state, "disk");
    for (const key of ["A", "B"]) {
      const row = squeeze("call_1", "text", `t of ${key}`);
      const claim = { marks: [mark(`m of ${key}`)], chain: undefined, alone: false };
      assert.deepEqual(ledger.rows(key, [row]), [row]);
      assert.equal(ledger.owner(claim)?.key, key);
    }
    ledger.close();
  }),
);

Deno.test(
  "processes that start at once on an empty folder all write to one file",
  inFolder(async (folder) => {
    const keys = ["A", "B", "C", "D", "E", "F"];
    const home = join(folder, "home");
    const children = keys.map((key) =>
      spawn(process.execPath, ["run", "-A", WRITER, home, key, "and end"], { stdio: "inherit" })
    );
    const codes = await Promise.all(children.map(async (child) => (await once(child, "close"))[0]));
    assert.deepEqual(codes, keys.map(() => 0));
    const ledger = ledgerIn(home);
    assert.deepEqual(ledger.conversations().map(({ key }) => key).sort(), keys);
    ledger.close();
  }),
);
