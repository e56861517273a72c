import assert from "node:assert/strict";
import type { Block, Conversation, Role } from "../conversation/conversation.ts";
import type { Collapsed } from "../plan/collapse.ts";
import type { Decision, OriginalId } from "../plan/decision.ts";
import { PrefixWatch } from "./prefix.ts";

const keep: Decision = { kind: "keep", because: "no_rule" };

function squeeze(text: string): Decision {
  return { kind: "squeeze", rule: "r", text, original: "id" as OriginalId };
}

/** A conversation of these turns, each with one block: what it says, and what was decided for it. */
function talk(turns: readonly string[], head = "head"): Conversation {
  return {
    head: { digest: head, cacheLives: 1000, follows: undefined },
    turns: turns.map((digest, i) => ({
      said: { digest, role: (i % 2 ? "assistant" : "user") as Role },
    })),
    blocks: turns.map((_, turn) => ({ turn }) as Block),
  } as unknown as Conversation;
}

function check(
  watch: PrefixWatch,
  turns: string[],
  decided: Decision[] = [],
  now = 0,
  head?: string,
  collapsed: readonly Collapsed[] = [],
) {
  const decisions = turns.map((_, i) => decided[i] ?? keep);
  const conversation = talk(turns, head);
  return watch.check({ key: "key", conversation, decisions, rebuilt: [], collapsed }, now);
}

/** The text of a turn stands aside. */
function aside(turn: number, text = "[aside]"): Collapsed {
  return { speech: { turn }, placement: { text } } as unknown as Collapsed;
}

Deno.test("a history that grows holds, and so does a rewind of it", () => {
  const watch = new PrefixWatch(1e6);
  assert.equal(check(watch, ["a"]), undefined);
  assert.deepEqual(check(watch, ["a", "b", "c"]), { share: 1, cause: undefined });
  assert.deepEqual(check(watch, ["a"]), { share: 1, cause: undefined });
});

Deno.test("a block that goes up otherwise than before is ours, a turn that says something else is the client's", () => {
  const watch = new PrefixWatch(1e6);
  check(watch, ["a", "b", "c"], [squeeze("x")]);
  assert.deepEqual(check(watch, ["a", "b", "c"], [squeeze("x")])?.cause, undefined);
  const changed = new PrefixWatch(1e6);
  check(changed, ["a", "b", "c"], [squeeze("x")]);
  assert.deepEqual(check(changed, ["a", "b", "c"], [squeeze("y")]), { share: 0, cause: "ours" });
  const cleared = new PrefixWatch(1e6);
  check(cleared, ["a", "b", "c"]);
  assert.deepEqual(check(cleared, ["a", "b", "z"])?.cause, "client");
});

Deno.test("a step is told apart from breaks; a placeholder that changes or goes is ours", () => {
  const turns = ["a", "b", "c"];
  const told = (
    before: readonly Collapsed[],
    after: readonly Collapsed[],
    decided?: Decision[],
  ) => {
    const watch = new PrefixWatch(1e6);
    check(watch, turns, [], 0, undefined, before);
    return check(watch, turns, decided, 0, undefined, after)?.cause;
  };
  assert.equal(told([], [aside(1)]), "step");
  assert.equal(told([aside(1)], [aside(1)]), undefined);
  assert.equal(told([aside(1)], [aside(1), aside(2)]), "step");
  assert.equal(told([aside(1)], []), "ours");
  assert.equal(told([aside(1)], [aside(1, "[another]")]), "ours");
  assert.equal(told([], [aside(1)], [keep, keep, squeeze("x")]), "ours");
});

Deno.test("another model, tool or system prompt breaks all of it; so does a cache that has died", () => {
  const watch = new PrefixWatch(1e6);
  check(watch, ["a", "b", "c"]);
  assert.deepEqual(check(watch, ["a", "b", "c"], [], 0, "other"), {
    share: 0,
    cause: "model_tools_system",
  });
  assert.deepEqual(check(watch, ["a", "b", "c"], [], 5000, "other"), {
    share: 0,
    cause: "expired",
  });
});

Deno.test("others that begin with the same words under another system prompt break nothing", () => {
  const watch = new PrefixWatch(1e6);
  check(watch, ["a"]);
  assert.equal(check(watch, ["a"], [], 0, "another agent's"), undefined);
  assert.deepEqual(check(watch, ["a", "b", "c"], [], 0, "another agent's")?.cause, undefined);
});

Deno.test("forks of one conversation are each compared with the nearest", () => {
  const watch = new PrefixWatch(1e6);
  check(watch, ["a", "b", "c"]);
  check(watch, ["a", "x", "y"]);
  assert.equal(check(watch, ["a", "b", "c", "d", "e"])?.cause, undefined);
  assert.equal(check(watch, ["a", "x", "y", "z", "w"])?.cause, undefined);
});

Deno.test("jobs that begin with the same words and go on at once are each compared with themselves", () => {
  const watch = new PrefixWatch(1e6);
  const jobs = Array.from(
    { length: 8 },
    (_, job) => ["a", ...[1, 2, 3, 4].map((n) => `${job} ${n}`)],
  );
  for (const length of [1, 3, 5]) {
    for (const job of jobs) assert.equal(check(watch, job.slice(0, length))?.cause, undefined);
  }
  assert.equal(check(watch, ["a", "0 1", "changed", "0 3", "0 4"])?.cause, "client");
});
