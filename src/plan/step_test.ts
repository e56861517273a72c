import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Conversation, Role, Turn } from "../conversation/conversation.ts";
import { speechOf } from "../conversation/speech.ts";
import { sha256 } from "../text/digest.ts";
import { type Collapsed, collapsedBy, reachedBy, type Step } from "./collapse.ts";
import type { OriginalId } from "./decision.ts";
import { edgeOf, type Pace, stepping } from "./step.ts";

const PACE: Pace = { threshold: 5, keepRecent: 2 };

const desk = {
  store: (text: string) => sha256(text).slice(0, 8) as OriginalId,
  cite: (original: OriginalId) => `squeezr_expand("${original}")`,
};

/** A conversation of texts alone: the body is their literals. Every turn says one. */
function talk(texts: readonly string[]): Conversation {
  let start = 0;
  const turns = texts.map((text, i): Turn => {
    const length = text.length + 2;
    const place = { start, end: start + length };
    start += length;
    const role: Role = i % 2 === 0 ? "user" : "assistant";
    const said = { place: { start: 0, end: length }, digest: sha256(text), length: text.length };
    return {
      place,
      said: {
        role,
        digest: sha256(`${role} ${text}`),
        marks: [],
        calls: [],
        results: [],
        texts: [said],
        isPinned: false,
      },
    };
  });
  const body = new Uint8Array(Buffer.from(texts.map((text) => JSON.stringify(text)).join("")));
  return { turns, body } as unknown as Conversation;
}

/** So many turns of the user, each with an answer but the last. */
const textsOf = (turns: number, words = 60) =>
  Array.from({ length: 2 * turns - 1 }, (_, i) => `${i} ${"word ".repeat(words)}`);

function reachIn(conversation: Conversation, steps: readonly Step[]) {
  const speech = speechOf(conversation);
  const collapsed = collapsedBy(steps, speech);
  const from = reachedBy(steps, collapsed, conversation);
  return { conversation, speech, collapsed, from };
}

function stepIn(conversation: Conversation, steps: readonly Step[], pace = PACE) {
  const work = stepping(reachIn(conversation, steps), pace, desk);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

const turnsIn = (collapsed: readonly Collapsed[]) => collapsed.map(({ speech }) => speech.turn);

/** Goes through a conversation that grows, and gives what stands aside after each turn in which a step was taken. */
function stepsOver(turns: number, pace: Pace, words?: number) {
  const steps: Step[] = [];
  const aside = new Map<number, number[]>();
  for (let turn = 1; turn <= turns; turn++) {
    const conversation = talk(textsOf(turn, words));
    const step = stepIn(conversation, steps, pace);
    if (step === undefined) continue;
    steps.push(step);
    aside.set(turn, turnsIn(reachIn(conversation, steps).collapsed));
  }
  return { steps, aside };
}

Deno.test("a step is due when the threshold stands whole, and then when it does so again", () => {
  const { aside } = stepsOver(12, PACE);
  assert.deepEqual([...aside], [
    [5, [1, 2, 3, 4, 5]],
    [8, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    [11, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]],
  ]);
  assert.deepEqual([...stepsOver(120, { threshold: 50, keepRecent: 20 }).aside.keys()], [
    50,
    80,
    110,
  ]);
});

Deno.test("a step that finds nothing to gain is one all the same: the next comes when it is due", () => {
  const { steps, aside } = stepsOver(12, PACE, 1);
  assert.deepEqual([...aside], [[5, []], [8, []], [11, []]]);
  assert.deepEqual(steps.map(({ placements }) => placements.length), [0, 0, 0]);
});

Deno.test("what a step left whole stays whole: the next one begins where it ended", () => {
  const { steps: [first] } = stepsOver(5, PACE);
  const texts = textsOf(8);
  texts[2] = `${texts[2]} changed`;
  const conversation = talk(texts);
  const second = stepIn(conversation, [first]);
  assert.ok(second);
  assert.ok(!turnsIn(reachIn(conversation, [first, second]).collapsed).includes(2));
});

Deno.test("the first step that names a text stands", () => {
  const { steps: [first] } = stepsOver(5, PACE);
  const other = {
    ...first,
    placements: first.placements.map((one) => ({ ...one, text: "[other]" })),
  };
  const { collapsed } = reachIn(talk(textsOf(5)), [first, other]);
  assert.ok(collapsed.every(({ placement }) => placement.text !== "[other]"));
  assert.equal(collapsed.length, first.placements.length);
});

Deno.test("where the history ends before a step, what it replaced stands aside, and counts as reached", () => {
  const { steps } = stepsOver(5, PACE);
  const { collapsed, from } = reachIn(talk(textsOf(2)), steps);
  assert.deepEqual(turnsIn(collapsed), [1, 2]);
  assert.equal(from, 3);
});

Deno.test("another history has no part in a step", () => {
  const { steps } = stepsOver(5, PACE);
  const { collapsed, from } = reachIn(talk(textsOf(6).map((text) => `other ${text}`)), steps);
  assert.deepEqual([turnsIn(collapsed), from], [[], 0]);
});

Deno.test("no step is due below the threshold, however many turns were reached", () => {
  for (let turns = 1; turns < 5; turns++) {
    const conversation = talk(textsOf(turns));
    assert.equal(edgeOf({ conversation, from: 0 }, PACE), undefined);
    assert.equal(edgeOf({ conversation: talk(textsOf(turns + 10)), from: 20 }, PACE), undefined);
  }
});

Deno.test("where no original can be asked for, nothing is replaced", () => {
  const reach = reachIn(talk(textsOf(5)), []);
  const work = stepping(reach, PACE, { ...desk, cite: () => undefined });
  let next = work.next();
  while (!next.done) next = work.next();
  assert.deepEqual(next.value?.placements, []);
});
