/**
 * Runs every fixture of every rule (the form: `fixtures.ts`) and checks what each rule owes. After a change,
 * `deno task bless` writes the new answers into the fixtures, to be looked at in the diff.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { tokensOf } from "../text/tokens.ts";
import { answerOf, type Fixture, fixtureOf, sourceOf } from "./fixtures.ts";
import { formats } from "./data/list.ts";
import { lostFact } from "./facts/lost.ts";
import { guardedRules, rules, shapes } from "./list.ts";
import type { Rule } from "./rule.ts";
import { sightOf } from "./sight.ts";
import { isFileRead } from "./source.ts";

const TESTDATA = new URL("./testdata/", import.meta.url);

const fixtures = readdirSync(TESTDATA).flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, TESTDATA)).map((file) => {
    const source = readFileSync(new URL(`${folder}/${file}`, TESTDATA), "utf8");
    const rule = rules.find(({ name }) => name === folder);
    assert.ok(rule, `testdata/${folder} is no rule's`);
    return { name: `${folder}/${file}`, source, rule, ...fixtureOf(source) };
  })
);

/** Times the steps for twice the text. */
const MOST = 2.5;
const TRIES = 3;

// First, while no rule has run: V8 counts only in functions that it compiles from now on.
Deno.test("every rule takes twice the steps for twice the text", async () => {
  const counter = await Counter.start();
  const quadratic = (n: number) => {
    let steps = 0;
    for (let i = 0; i < n * n; i++) steps++;
    return steps;
  };
  assert.ok(await growth(counter, quadratic) > 3.5, "the count itself is wrong");
  for (const { name, rule, ...fixture } of fixtures) {
    const ratio = await growth(counter, (times) => answerOf(rule, repeated(fixture, times)));
    assert.ok(ratio < MOST, `${name}: ${ratio.toFixed(1)} times the steps for twice the text`);
  }
  counter.stop();
});

for (const { name, source, rule, ...fixture } of fixtures) {
  Deno.test(`${name}: the answer is as wanted, short, and final`, () => {
    const answer = answerOf(rule, fixture);
    assert.equal(answer, fixture.want);
    assert.equal(answerOf(rule, { ...fixture, text: answer }), answer, "squeezed twice");
    assert.ok(tokensOf(answer) <= tokensOf(fixture.text), "longer than the text");
    if (guardedRules.includes(rule)) assert.equal(lostFact(fixture.text, answer), undefined);
    assert.deepEqual(namesOfShapesThatClaim(fixture, rule), [], "another shape claims it");
    assert.equal(sourceOf(fixture), source, "not in the form that `deno task bless` writes");
  });
}

Deno.test("every rule has a fixture", () => {
  const tested = new Set(fixtures.map(({ rule }) => rule));
  assert.deepEqual(rules.filter((rule) => !tested.has(rule)).map(({ name }) => name), []);
});

function namesOfShapesThatClaim(fixture: Fixture, owner: Rule): string[] {
  // What a file read gave is no shape's, and a clean-up runs besides.
  if (isFileRead(fixture) || !shapes.includes(owner)) return [];
  return shapes
    .filter((shape) => shape !== owner && !areTwoForms(shape, owner) && !isBehind(shape, owner))
    .filter((shape) => shape.matches(sightOf(fixture)))
    .map(({ name }) => name);
}

/** Rules for JSON and the like take what no rule for a program has taken. */
function isBehind(shape: Rule, owner: Rule): boolean {
  return formats.includes(shape) && !formats.includes(owner);
}

/** `grep_long_lines` shortens what `grep` does, and loses something: where nothing can be redeemed, `grep` runs. */
function areTwoForms(a: Rule, b: Rule): boolean {
  return a.loses !== b.loses &&
    (a.name.startsWith(`${b.name}_`) || b.name.startsWith(`${a.name}_`));
}

function repeated(fixture: Fixture, times: number): Fixture {
  return { ...fixture, text: Array(times).fill(fixture.text).join("\n") };
}

/** Fewer steps say nothing of how they grow: some come and go. */
const FEWEST_STEPS = 200;

/** How many times the steps for 16 texts it takes for 32. */
async function growth(counter: Counter, run: (times: number) => unknown): Promise<number> {
  const ratios = [];
  // Now and then V8 takes a function into another one and counts it no more.
  while (ratios.length < TRIES && !(Math.min(...ratios) < MOST)) {
    ratios.push(await growthOnce(counter, run));
  }
  return Math.min(...ratios);
}

async function growthOnce(counter: Counter, run: (times: number) => unknown): Promise<number> {
  // What has to be done for a text of any length is set apart.
  const base = await counter.steps(() => run(0));
  const half = await counter.steps(() => run(16));
  const whole = await counter.steps(() => run(32));
  return (whole - base) / Math.max(FEWEST_STEPS, half - base);
}

/** Counts the blocks of code that run, here and in the rules. What a regular expression does is not seen. */
class Counter {
  readonly #session = new Session();

  static async start(): Promise<Counter> {
    const counter = new Counter();
    counter.#session.connect();
    await counter.#session.post("Profiler.enable");
    await counter.#session.post("Profiler.startPreciseCoverage", {
      callCount: true,
      detailed: true,
    });
    return counter;
  }

  async steps(run: () => unknown): Promise<number> {
    run();
    // Taking the counts sets them to 0.
    const { result } = await this.#session.post("Profiler.takePreciseCoverage");
    return result
      .filter(({ url }) => url.includes("/rules/"))
      .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
      .reduce((sum, { count }) => sum + count, 0);
  }

  stop(): void {
    this.#session.disconnect();
  }
}
