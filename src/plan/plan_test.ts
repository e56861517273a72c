import assert from "node:assert/strict";
import { sha256 } from "../text/digest.ts";
import type { Decision, OriginalId, Row } from "./decision.ts";
import type { Desk } from "./desk.ts";
import { type Plan, planOf } from "./plan.ts";
import { conversation, desk, long } from "./testing.ts";

function kinds({ decisions }: Plan): string[] {
  return decisions.map((decision) => decision.kind === "keep" ? decision.because : decision.kind);
}

Deno.test("planOf() squeezes what a rule shortens, and keeps the rest with its reason", () => {
  const plan = planOf(
    conversation([
      { id: "a", text: long("twice") },
      { id: "b", text: long("once") },
      { id: "c", text: "twice ".repeat(100) },
      { id: "d", text: long("twice"), command: "make # squeezr:skip" },
      { id: "e", text: long("twice it"), isError: true },
      { id: "f", text: `<persisted-output>${long("twice")}` },
    ]),
    desk(),
  );
  assert.deepEqual(kinds(plan), ["squeeze", "no_rule", "short", "skipped", "never", "never"]);
});

Deno.test("planOf() learns all that goes up for the first time from 200 characters on", () => {
  const told = [199, 200].map((n, i) => ({ id: `${i}`, text: "x".repeat(n) }));
  assert.deepEqual(planOf(conversation(told), desk()).learned.map((row) => row.anchor), ["1"]);
});

Deno.test("what was sent wins over every switch, rule and threshold", () => {
  const talk = conversation([{ id: "a", text: long("twice") }, { id: "b", text: long("once") }]);
  const rows: Row[] = [
    {
      anchor: "a",
      digest: talk.blocks[0].digest,
      decision: { kind: "squeeze", rule: "old", text: "as it was", original: "x" as OriginalId },
    },
    { anchor: "b", digest: talk.blocks[1].digest, decision: { kind: "keep", because: "off" } },
  ];
  const switches: Partial<Desk>[] = [
    {},
    { mode: "off" },
    { mode: "dry_run" },
    { threshold: 1e9 },
    { skips: () => true },
    { shorten: () => ({ rule: "new", text: "x" }) },
    { newFrom: 100 },
  ];
  for (const more of switches) {
    const plan = planOf(talk, desk(more, rows));
    assert.deepEqual(plan.decisions, rows.map((row) => row.decision));
    assert.deepEqual(plan.learned, []);
  }
});

Deno.test("what stands before the last answer and is not known went up raw, stays raw, and is remembered so", () => {
  const talk = conversation([{ id: "a", text: long("twice") }, {
    id: "b",
    text: long("twice") + "b",
  }]);
  const plan = planOf(talk, desk({ newFrom: 3 }));
  assert.deepEqual(kinds(plan), ["sent_raw", "squeeze"]);
  assert.deepEqual(plan.learned.map((row) => row.decision.kind), ["keep", "squeeze"]);
  assert.equal(plan.fresh.length, 1);
});

Deno.test("while the ledger can't be read, old blocks are decided as at first, and new ones as is switched now", () => {
  const talk = conversation([{ id: "a", text: long("twice") }, {
    id: "b",
    text: long("twice") + "b",
  }]);
  for (const mode of ["off", "dry_run"] as const) {
    const plan = planOf(talk, desk({ newFrom: 3, unknown: "decide", mode }));
    assert.deepEqual(kinds(plan), ["squeeze", mode]);
    assert.deepEqual(plan.learned.map(({ anchor }) => anchor), ["b"], "a guess is not learned");
  }
});

Deno.test("a block that a rule fails on is kept, told, and remembered; the others are not touched by it", () => {
  const plan = planOf(
    conversation([{ id: "a", text: long("boom") }, { id: "b", text: long("twice") }]),
    desk(),
  );
  assert.deepEqual(kinds(plan), ["error", "squeeze"]);
  assert.equal(plan.faults.length, 1);
  assert.equal(plan.learned.length, 2);
});

Deno.test("a repeat refers to the earlier result by tool, argument and distance", () => {
  const plan = planOf(
    conversation([
      { id: "a", text: long("once"), command: "npm  test\n" },
      { id: "b", text: long("other") },
      { id: "c", text: long("once") },
    ]),
    desk(),
  );
  assert.deepEqual(kinds(plan), ["no_rule", "no_rule", "refer"]);
  const [, , reference] = plan.decisions;
  assert.equal(
    reference.kind === "refer" && reference.text,
    "[Same result, to the letter, as Bash(npm test) above, 2 calls ago.]",
  );
});

Deno.test("references do not chain: a third copy refers to the one that stands to the letter", () => {
  const plan = planOf(
    conversation(["a", "b", "c"].map((id) => ({ id, text: long("once") }))),
    desk(),
  );
  const targets = plan.decisions.map((decision) =>
    decision.kind === "refer" && decision.to[0].anchor
  );
  assert.deepEqual(targets, [false, "a", "a"]);
});

Deno.test("a repeat of what was squeezed refers to it where an id brings both back and that is shorter", () => {
  const cite = (id: OriginalId) => `expand ${id}`;
  const told = ["a", "b", "c"].map((id) => ({ id, text: long("twice"), command: "make all" }));
  const plan = planOf(conversation(told), desk({ cite }));
  assert.deepEqual(kinds(plan), ["squeeze", "refer", "refer"]);
  const [first, , third] = plan.decisions;
  if (first.kind !== "squeeze" || third.kind !== "refer") throw new Error("as above");
  assert.equal(
    third.text,
    `[Same result as Bash(make all) above, 2 calls ago; expand ${first.original}]`,
  );
  assert.deepEqual(third.to, [{ anchor: "a", digest: sha256(first.text) }]);
  assert.deepEqual(
    planOf(conversation(told), desk({ cite }, plan.learned)).decisions,
    plan.decisions,
  );

  const brief = () => ({ rule: "brief", text: "[all is well]" });
  const short = planOf(conversation(told), desk({ cite, shorten: brief }));
  assert.deepEqual(kinds(short), ["squeeze", "squeeze", "squeeze"]);
});

Deno.test("without an id a repeat of what was squeezed is squeezed to the same text", () => {
  const { decisions } = planOf(
    conversation(["a", "b"].map((id) => ({ id, text: long("twice") }))),
    desk(),
  );
  assert.deepEqual(decisions[0], decisions[1]);
});

Deno.test("nothing refers where the server clears results, and no blank text does", () => {
  const twice = ["a", "b"].map((id) => ({ id, text: long("once") }));
  assert.deepEqual(kinds(planOf(conversation(twice, { clearsResults: true }), desk())), [
    "no_rule",
    "no_rule",
  ]);
  const blank = ["a", "b"].map((id) => ({ id, text: " ".repeat(900) }));
  assert.deepEqual(kinds(planOf(conversation(blank), desk())), ["no_rule", "no_rule"]);
});

Deno.test("a reference whose target the client cleared is decided once more; a rewind brings the first back", () => {
  const told = ["a", "b"].map((id) => ({ id, text: long("once") }));
  const rows = [...planOf(conversation(told), desk()).learned];
  const cleared = conversation([{ id: "a", text: "[Old tool result content cleared]" }, told[1]]);

  const after = planOf(cleared, desk({ newFrom: 4 }, rows));
  assert.deepEqual(kinds(after), ["sent_raw", "no_rule"]);
  assert.deepEqual(after.learned.map(({ seen }) => seen), [1]);
  rows.push(...after.learned);
  assert.deepEqual(kinds(planOf(cleared, desk({ newFrom: 4 }, rows))), ["sent_raw", "no_rule"]);

  assert.deepEqual(kinds(planOf(conversation(told), desk({ newFrom: 4 }, rows))), [
    "no_rule",
    "refer",
  ]);
});

Deno.test("a reference that has lost its target goes raw where nothing is shortened, and is remembered so", () => {
  const told = ["a", "b"].map((id) => ({ id, text: long("twice") }));
  const reference: Row = {
    anchor: "b",
    digest: sha256(told[1].text),
    decision: {
      kind: "refer",
      rule: undefined,
      to: [{ anchor: "a", digest: "" }],
      text: "as above",
      original: "x" as OriginalId,
    },
  };
  for (const mode of ["off", "dry_run"] as const) {
    const plan = planOf(conversation(told), desk({ newFrom: 4, mode }, [reference]));
    assert.deepEqual(kinds(plan), ["sent_raw", mode]);
    assert.deepEqual(plan.learned.map(({ seen }) => seen), [0, 1]);
  }
});

Deno.test("off sends new blocks raw and remembers it; a dry run too, and tells what it found", () => {
  const talk = conversation([{ id: "a", text: long("twice") }]);
  const off = planOf(talk, desk({ mode: "off" }));
  assert.deepEqual([kinds(off), off.learned.length], [["off"], 1]);
  const dry = planOf(talk, desk({ mode: "dry_run" }));
  assert.deepEqual([kinds(dry), dry.learned.length], [["dry_run"], 1]);
  assert.equal(dry.fresh[0].found.kind, "squeeze");
});

Deno.test("a squeeze that would take the prefix below what is cached at all is not made", () => {
  const told = [{ id: "a", text: "twice ".repeat(1000) }];
  const small = { tokensBefore: 100, cacheMinimum: 1024 };
  assert.deepEqual(kinds(planOf(conversation(told, small), desk())), ["no_gain"]);
  assert.deepEqual(kinds(planOf(conversation(told, { ...small, cacheMinimum: 4096 }), desk())), [
    "squeeze",
  ]);
  assert.deepEqual(kinds(planOf(conversation(told, { ...small, tokensBefore: 900 }), desk())), [
    "squeeze",
  ]);
});

Deno.test("a decision never depends on what comes after", () => {
  const told = ["once", "twice", "once", "boom", "twice", "once"]
    .map((words, i) => ({ id: `${i}`, text: long(words) }));
  const all = planOf(conversation(told), desk()).decisions;
  for (let n = 0; n <= told.length; n++) {
    assert.deepEqual(planOf(conversation(told.slice(0, n)), desk()).decisions, all.slice(0, n));
  }
});

Deno.test("a text longer than any window is left to references", () => {
  const told = ["a", "b"].map((id) => ({ id, text: "twice ".repeat(400_000) }));
  const decisions: readonly Decision[] = planOf(conversation(told), desk()).decisions;
  assert.deepEqual(decisions.map(({ kind }) => kind), ["keep", "refer"]);
});
