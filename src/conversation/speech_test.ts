import assert from "node:assert/strict";
import type { Turn } from "./conversation.ts";
import { landmarkAt, speechOf, turnOf } from "./speech.ts";
import { saidBy } from "./testing.ts";

const LOOP = Array.from({ length: 4 }, () => [saidBy("user", "Go on."), saidBy("assistant", "Ok.")])
  .flat();

const namesOf = (turns: readonly Turn[]) =>
  speechOf({ turns }).map(({ anchor, digest }) => `${anchor} ${digest}`);

Deno.test("every text of a conversation has a name of its own, equal ones too", () => {
  const twice = saidBy("user", "Same.", "Same.");
  const turns = [twice, saidBy("assistant", "Same."), ...LOOP, twice];
  const names = namesOf(turns);
  assert.equal(new Set(names).size, names.length);
});

Deno.test("a text keeps its name whatever happens to other texts of the user", () => {
  const [first, answer, second, last] = [
    saidBy("user", "First."),
    saidBy("assistant", "Answer."),
    saidBy("user", "Second.", "And more."),
    saidBy("assistant", "Last."),
  ];
  const names = namesOf([first, answer, second, last]);
  const [, ...edited] = namesOf([saidBy("user", "Other."), answer, second, last]);
  assert.deepEqual(edited, names.slice(1));
  // The beginning is gone: what follows the first answer that is left is known again.
  assert.deepEqual(namesOf([answer, second, last]).slice(1), names.slice(2));
  const grown = namesOf([first, answer, saidBy("user", "Reminder.", "Second.", "And more."), last]);
  assert.deepEqual(names.filter((name) => !grown.includes(name)), []);
});

Deno.test("reasoning that comes or goes leaves names as they are", () => {
  const { place, said } = saidBy("assistant");
  const reasoning = { place, said: { ...said, isReasoning: true } as const };
  const [first, answer] = [saidBy("user", "First."), saidBy("assistant", "Answer.")];
  assert.deepEqual(namesOf([first, reasoning, answer]), namesOf([first, answer]));
});

Deno.test("a landmark is found again among equal ones, and not where it is gone", () => {
  for (const turn of [1, 3, 5, 7]) {
    assert.equal(turnOf({ turns: LOOP }, landmarkAt({ turns: LOOP }, turn)), turn);
  }
  assert.equal(turnOf({ turns: LOOP.slice(0, 5) }, landmarkAt({ turns: LOOP }, 5)), -1);
});
