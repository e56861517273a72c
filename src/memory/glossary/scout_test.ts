import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import type { Conversation } from "../../conversation/conversation.ts";
import type { Find } from "../../glossary/finds.ts";
import { anthropic } from "../../providers/anthropic/anthropic.ts";
import { openaiResponses } from "../../providers/openai_responses/openai_responses.ts";
import { Scout, type ScoutOptions } from "./scout.ts";
import { pathOf } from "./testing.ts";

const PATH = pathOf(1);
/** Long enough for any machine: what waits is waited for. In milliseconds. */
const PATIENCE = 60_000;
const LEAST = { length: 30, occurrences: 20 };

function times(count: number): string {
  return `${PATH} `.repeat(count);
}

/** A request of Anthropic's API with these messages. */
function request(...texts: readonly string[]): Conversation {
  const messages = texts.map((content, i) => ({ role: i % 2 ? "assistant" : "user", content }));
  return read({ model: "m", system: times(3), tools: [{ description: PATH }], messages });
}

function read(request: unknown): Conversation {
  return anthropic.read(new TextEncoder().encode(JSON.stringify(request)))!;
}

/** A scout, and what it reported. */
function scout(options: Partial<ScoutOptions> = {}) {
  const reports: (readonly Find[])[] = [];
  const failures: unknown[] = [];
  const one = new Scout({
    least: LEAST,
    maxBytes: 1 << 20,
    report: (finds) => void reports.push(finds),
    fail: (error) => void failures.push(error),
    ...options,
  });
  return { scout: one, reports, failures };
}

const counts = (reports: readonly (readonly Find[])[]) =>
  reports.map((finds) => finds.map(({ occurrences }) => occurrences));

Deno.test("a name is counted over all that a request says", async () => {
  const { scout: one, reports } = scout();
  one.look("a", request(times(8), times(5), times(3)));
  await one.idle(PATIENCE);
  assert.deepEqual(counts(reports), [[20]]);
});

Deno.test("a message that was counted before is counted again with the next request", async () => {
  const { scout: one, reports } = scout();
  const texts = [times(10), times(10), times(10)];
  for (const end of [1, 2, 3]) {
    one.look("a", request(...texts.slice(0, end)));
    await one.idle(PATIENCE);
  }
  assert.deepEqual(counts(reports), [[], [24], [34]]);
});

Deno.test("unchanged messages are not read again", async () => {
  const { scout: one, reports } = scout();
  const before = request(times(10), times(10));
  one.look("a", before);
  await one.idle(PATIENCE);
  // The messages' bytes are gone; only what is known of them can be counted.
  before.turns.forEach(({ place }) => before.body.fill(0x20, place.start + 1, place.end - 1));
  one.look("a", before);
  await one.idle(PATIENCE);
  assert.deepEqual(counts(reports), [[24], [24]]);
});

Deno.test("of the requests of a conversation that wait, the newest is looked through", async () => {
  const { scout: one, reports } = scout();
  for (const count of [20, 30, 40, 50]) one.look("a", request(times(count)));
  one.look("b", request(times(60)));
  await one.idle(PATIENCE);
  assert.deepEqual(counts(reports), [[24], [54], [64]]);
});

Deno.test("not more than a few conversations wait", async () => {
  const { scout: one, reports } = scout();
  for (let i = 0; i < 100; i++) one.look(`conversation ${i}`, request(times(20)));
  await one.idle(PATIENCE);
  assert.ok(reports.length < 12, `${reports.length} were looked through`);
});

Deno.test("what fails is told, and the others are looked through", async () => {
  const { scout: one, reports, failures } = scout({
    report: (finds) => {
      if (finds.length === 0) throw new Error("no");
      reports.push(finds);
    },
  });
  one.look("a", request("nothing"));
  one.look("b", request(times(20)));
  await one.idle(PATIENCE);
  assert.deepEqual([failures.length, counts(reports)], [1, [[24]]]);
});

Deno.test("a scout that is stopped reports nothing more", async () => {
  const { scout: one, reports } = scout();
  one.look("a", request(times(20)));
  one.stop();
  one.look("b", request(times(20)));
  await one.idle(PATIENCE);
  assert.deepEqual(reports, []);
});

Deno.test("a lone string is a message", async () => {
  const { scout: one, reports } = scout();
  const body = JSON.stringify({ model: "m", instructions: PATH, input: times(19) });
  one.look("a", openaiResponses.read(new TextEncoder().encode(body))!);
  await one.idle(PATIENCE);
  assert.deepEqual(counts(reports), [[20]]);
});

Deno.test("others get their turn while a long request is looked through", async () => {
  const { scout: one, reports } = scout();
  const lines = Array.from({ length: 40_000 }, (_, i) => `${PATH}/${i % 97}/of_many/${i}.ts`);
  one.look("a", request(lines.join("\n")));
  let turns = 0;
  const watching = (async () => {
    while (reports.length === 0) {
      await setTimeout(1);
      turns++;
    }
  })();
  await one.idle(PATIENCE);
  await watching;
  // Some 3 MB take dozens of slices; in one go there would be a turn or two.
  assert.ok(turns > 10, `${turns} turns`);
});
