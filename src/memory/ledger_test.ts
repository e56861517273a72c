import assert from "node:assert/strict";
import { sha256 } from "../text/digest.ts";
import type { Row } from "../plan/decision.ts";
import type { Ledger, LedgerOptions } from "./ledger.ts";
import { inFolder, keep, ledgerIn, mark, NOW, refer, request, squeeze } from "./testing.ts";

/** Each test runs on a ledger on disk and on one in memory: they are the same tables. */
function onBoth(
  name: string,
  run: (ledger: Ledger) => void,
  options: Partial<LedgerOptions> = {},
): void {
  Deno.test(
    name,
    inFolder((folder) => {
      for (const place of [folder, undefined]) {
        const ledger = ledgerIn(place, options);
        assert.equal(ledger.state, place ? "disk" : "memory");
        assert.equal(ledger.problem, undefined);
        run(ledger);
        ledger.close();
      }
    }),
  );
}

const nobody = { marks: [], chain: undefined, alone: false };

onBoth("nobody owns what nobody served", (ledger) => {
  assert.equal(ledger.owner(nobody), undefined);
  assert.equal(ledger.owner({ marks: [mark("m")], chain: sha256("c"), alone: true }), undefined);
});

onBoth(
  "a request belongs to the conversation of the latest known mark in its history",
  (ledger) => {
    ledger.remember(request("A", { marks: [mark("a1"), mark("a2", "signature")], offer: "tool" }));
    ledger.remember(request("B", { marks: [mark("b1")] }));
    const ownerOf = (...names: string[]) =>
      ledger.owner({ ...nobody, marks: names.map((name) => mark(name)) });
    assert.deepEqual(ownerOf("a1"), { key: "A", offer: "tool" });
    assert.deepEqual(ownerOf("a1", "b1"), { key: "B", offer: "nothing" });
    assert.deepEqual(ownerOf("b1", "a1", "never seen"), { key: "A", offer: "tool" });
    assert.equal(ownerOf("never seen"), undefined);
  },
);

onBoth("marks of an answer are known as soon as they are told", (ledger) => {
  const first = request("A", { alone: true });
  ledger.remember(first);
  ledger.answered({ ...first, marks: [mark("toolu_1")], whole: false });
  assert.equal(ledger.owner({ ...nobody, marks: [mark("toolu_1")] })?.key, "A");
});

onBoth("a mark stays with the conversation that had it first", (ledger) => {
  ledger.remember(request("A", { marks: [mark("m")] }));
  ledger.remember(request("B", { marks: [mark("n")] }));
  ledger.answered({ ...request("B"), marks: [mark("m")], whole: true });
  assert.equal(ledger.owner({ ...nobody, marks: [mark("m")] })?.key, "A");
  assert.equal(ledger.owner({ ...nobody, marks: [mark("n")] })?.key, "B");
});

onBoth("a request with marks of another conversation is told so, and not written", (ledger) => {
  ledger.remember(request("A", { marks: [mark("m")] }));
  const late = request("B", { marks: [mark("m"), mark("n")], rows: [keep("c", "text")] });
  assert.deepEqual(ledger.remember(late), { key: "A", offer: "nothing" });
  assert.deepEqual(ledger.conversations().map(({ key }) => key), ["A"]);
  assert.equal(ledger.owner({ ...nobody, marks: [mark("n")] }), undefined);
  assert.deepEqual(ledger.remember({ ...late, key: "A" }), [keep("c", "text")]);
});

onBoth("a mark decides before the chain does", (ledger) => {
  ledger.remember(request("A", { marks: [mark("m")] }));
  ledger.remember(request("B", { chain: sha256("b") }));
  const claim = { marks: [mark("m")], chain: sha256("b"), alone: false };
  assert.equal(ledger.owner(claim)?.key, "A");
});

onBoth(
  "without a known mark a request belongs to the conversation that went up that far",
  (ledger) => {
    ledger.remember(request("A", { chain: sha256("a") }));
    const claim = { marks: [mark("unknown")], chain: sha256("a"), alone: false };
    assert.equal(ledger.owner(claim)?.key, "A");
    assert.equal(ledger.owner({ ...claim, chain: sha256("other") }), undefined);
  },
);

onBoth(
  "of several conversations that went that far, the one with the tool is taken, then the first",
  (ledger) => {
    const chain = sha256("same words");
    ledger.remember(request("first", { chain }));
    ledger.remember(request("second", { chain }));
    assert.equal(ledger.owner({ ...nobody, chain })?.key, "first");
    ledger.remember(request("third", { chain, offer: "tool" }));
    ledger.remember(request("fourth", { chain, offer: "tool" }));
    assert.deepEqual(ledger.owner({ ...nobody, chain }), { key: "third", offer: "tool" });
  },
);

onBoth(
  "first words prove nothing to whoever brings other marks than the answer that was relayed whole",
  (ledger) => {
    const first = request("A", { alone: true });
    const claim = { marks: [mark("toolu_2")], chain: first.chain, alone: true };
    ledger.remember(first);
    ledger.answered({ ...first, marks: [mark("toolu_1")], whole: false });
    assert.equal(ledger.owner(claim)?.key, "A", "the answer broke off: the client may not have it");
    ledger.answered({ ...first, marks: [], whole: true });
    assert.equal(ledger.owner(claim), undefined);
    assert.equal(ledger.owner({ ...claim, marks: [] })?.key, "A", "the client drops thinking");
    // A second job that begins with the same words changes nothing about that.
    ledger.remember(first);
    ledger.remember(request("B", { chain: first.chain, alone: true, offer: "tool" }));
    assert.equal(ledger.owner(claim), undefined);
    assert.equal(ledger.owner({ ...claim, marks: [mark("toolu_1")] })?.key, "A");
  },
);

onBoth("a chain with an assistant turn in it proves for ever", (ledger) => {
  const later = request("A", { chain: sha256("with an answer in it") });
  ledger.remember(later);
  ledger.answered({ ...later, marks: [mark("toolu_1")], whole: true });
  assert.equal(ledger.owner({ ...nobody, chain: later.chain })?.key, "A");
});

onBoth("rows come back as they were written, of every kind", (ledger) => {
  const text = "a text with \0, \x1b[31m, é, 漢字 and 👩‍👩‍👧";
  const rows = [
    keep("call_1", text),
    squeeze("call_2", text, `${text} squeezed`),
    refer("call_3", text, "call_1", `${text} as before`),
    squeeze('odd " \0 \ud800 id', text, ""),
  ];
  assert.deepEqual(ledger.remember(request("A", { rows })), rows);
  assert.deepEqual(ledger.rows("A", rows), rows);
  assert.deepEqual(ledger.recall("A", rows), rows);
});

onBoth("rows belong to a conversation, a call and an original", (ledger) => {
  const row = squeeze("call_1", "text", "t");
  ledger.remember(request("A", { rows: [row] }));
  ledger.remember(request("B"));
  assert.deepEqual(ledger.rows("B", [row]), []);
  assert.deepEqual(ledger.rows("A", [keep("call_2", "text"), keep("call_1", "other text")]), []);
  assert.deepEqual(ledger.rows("A", [keep("call_1", "text")]), [row]);
});

onBoth("the first row stands", (ledger) => {
  const first = squeeze("call_1", "text", "first");
  const second = squeeze("call_1", "text", "second");
  assert.deepEqual(ledger.remember(request("A", { rows: [first] })), [first]);
  assert.deepEqual(ledger.remember(request("A", { rows: [second] })), [first]);
  assert.deepEqual(ledger.remember(request("A", { rows: [keep("call_1", "text")] })), [first]);
  assert.deepEqual(ledger.rows("A", [second]), [first]);
});

onBoth("a reference whose target is gone gets a second row, and the first is kept", (ledger) => {
  const first = refer("call_3", "text", "call_1", "as in call 1");
  const second = refer("call_3", "text", "call_2", "as in call 2");
  const third = keep("call_3", "text");
  ledger.remember(request("A", { rows: [first] }));
  const after = (seen: number, row: Row) => ledger.remember(request("A", { rows: [row], seen }));
  assert.deepEqual(after(1, second), [first, second]);
  assert.deepEqual(after(2, third), [first, second, third]);
  assert.deepEqual(ledger.remember(request("A", { rows: [first] })), [first, second, third]);
  assert.deepEqual(ledger.rows("A", [first]), [first, second, third]);
});

onBoth("a row decided before a reference was known is not written beside it", (ledger) => {
  const reference = refer("call_2", "text", "call_1", "as in call 1");
  const blind = keep("call_2", "text");
  ledger.remember(request("A", { rows: [reference] }));
  assert.deepEqual(ledger.remember(request("A", { rows: [blind] })), [reference]);
});

onBoth("a second row is written also where memory has lost the first", (ledger) => {
  const reference = refer("call_2", "text", "call_1", "as in call 1");
  ledger.remember(request("A", { rows: [reference] }));
  const second = keep("call_2", "text");
  const again = request("A", { rows: [second], seen: 1 });
  assert.deepEqual(ledger.remember(again), [reference, second]);
}, { memoryBytes: 600 });

onBoth("a conversation remembered again adds what is new", (ledger) => {
  const rows = ["1", "2", "3"].map((n) => squeeze(`call_${n}`, "text", n));
  for (let i = 1; i <= 3; i++) {
    ledger.remember(request("A", { chain: sha256(`${i}`), rows: rows.slice(0, i) }));
  }
  assert.deepEqual(ledger.rows("A", rows), rows);
  assert.deepEqual(ledger.conversations().map((one) => one.rows), [
    { keep: 0, squeeze: 3, refer: 0 },
  ]);
});

onBoth("memory alone recalls what passed through it, and never asks the tables", (ledger) => {
  const row = squeeze("call_1", "text", "t");
  ledger.remember(request("A", { rows: [row], marks: [mark("m")], chain: sha256("c") }));
  assert.deepEqual(ledger.recall("A", [row]), [row]);
  assert.deepEqual(ledger.recall("B", [row]), []);
  assert.equal(ledger.recallOwner({ ...nobody, marks: [mark("m")] })?.key, "A");
  assert.equal(ledger.recallOwner({ ...nobody, chain: sha256("c") })?.key, "A");
  assert.equal(ledger.recallOwner({ ...nobody, marks: [mark("x")] }), undefined);
});

onBoth("the stats count blocks that were replayed, and rows", (ledger) => {
  const rows = ["1", "2", "3"].map((n) => keep(`call_${n}`, "text"));
  ledger.remember(request("A", { rows }));
  assert.deepEqual(ledger.stats().replayed, 0);
  ledger.rows("A", rows);
  ledger.rows("A", [...rows, keep("call_4", "text")]);
  assert.equal(ledger.stats().replayed, 6);
  assert.equal(ledger.stats().entries, 3);
  assert.ok(ledger.stats().bytes > 0);
});

onBoth("conversations are listed with what is in them, the latest used first", (ledger) => {
  ledger.remember(
    request("A", { rows: [keep("c1", "x"), squeeze("c2", "x", "y")], offer: "tool" }),
  );
  ledger.remember(request("B", { now: NOW + 1000, client: "codex", model: "gpt" }));
  const [latest, earlier] = ledger.conversations();
  assert.deepEqual(
    [latest.key, latest.client, latest.model, latest.begun, latest.used, latest.signed],
    ["B", "codex", "gpt", NOW + 1000, NOW + 1000, false],
  );
  assert.deepEqual(earlier.rows, { keep: 1, squeeze: 1, refer: 0 });
  assert.deepEqual([earlier.key, earlier.offer], ["A", "tool"]);
  assert.ok(earlier.bytes > 0);
});

onBoth(
  "those that can't go on without the ledger hold signed thinking over what was shortened",
  (ledger) => {
    const shortened = [squeeze("c", "text", "t")];
    const signed = [mark("signature", "signature")];
    ledger.remember(request("unsigned", { rows: shortened, marks: [mark("m")] }));
    ledger.remember(
      request("raw", { rows: [keep("c", "text")], marks: [mark("s1", "signature")] }),
    );
    ledger.remember(
      request("long ago", { rows: shortened, marks: signed, now: NOW - 10 * 86_400_000 }),
    );
    ledger.remember(request("bound", { rows: shortened }));
    ledger.answered({ ...request("bound"), marks: [mark("s2", "signature")], whole: false });
    const signature = mark("s3", "signature");
    const reference = refer("c", "t", "d", "r");
    ledger.remember(request("bound, too", { rows: [reference], marks: [signature] }));
    const keys = ledger.signedSince(NOW - 86_400_000).map(({ key }) => key);
    assert.deepEqual(keys.sort(), ["bound", "bound, too"]);
  },
);
