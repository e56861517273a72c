/**
 * What every rule owes: on real outputs where they are at hand (they lie beside the repository and are no part of it),
 * on fixtures that were shaken, and on texts made to take long. `SQUEEZR_TEST=full` takes more of the last two.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { seeded } from "../demo/random.ts";
import { effortOf } from "../../tests/support/effort.ts";
import { familyOf, mustKeep } from "../../tests/support/must_keep.ts";
import { o200kOf } from "../../tests/support/o200k.ts";
import { lostFrom, recordedOutputs, retentionOf } from "../../tests/support/outputs.ts";
import { LONG_TEXTS, shaken } from "../../tests/support/shaken.ts";
import { checkNotes } from "../../tests/support/notes.ts";
import { FactLost } from "./facts/lost.ts";
import { type Fixture, fixtureOf } from "./fixtures.ts";
import { reads, shorten } from "./list.ts";
import type { Result } from "./sight.ts";
import { isFileRead } from "./source.ts";
import { StepsSpent } from "./steps.ts";
import { withoutColour } from "./terminal/colour.ts";

const isFull = process.env.SQUEEZR_TEST === "full";
/** Longer outputs take a second or two each. In characters. */
const LONGEST_OUTPUT = isFull ? Infinity : 150_000;
/** How often each fixture is shaken. */
const TIMES = isFull ? 100 : 3;
/** Characters of a text that is made to take long, and the most that it may take, in the processor's time. */
const LONG = isFull ? 1_000_000 : 30_000;
const MOST_MILLISECONDS = isFull ? 5000 : 1000;

const NO_RULE: ReadonlySet<string> = new Set();

/** Whether the conversation can redeem notes. Where none can, none may be written. */
const FORMS = [{ losesNothing: false }, { losesNothing: true }] as const;

/** How a note is written. */
type Form = (what: string) => string;

/** As in a conversation that has the tool. */
const redeemable: Form = (what) => `[${what}; squeezr_expand("k7q2m9xd")]`;
/** Tells the rules nothing of what was squeezed before, so that they have to see it for themselves. */
const unmarked: Form = (what) => `[${what}; kept as number 7]`;

interface Squeezed {
  readonly text: string;
  readonly notes: readonly string[];
}

function squeezed(result: Result, form: Form, losesNothing: boolean): Squeezed {
  const notes: string[] = [];
  const note = (what: string) => {
    notes.push(what);
    return form(what);
  };
  const text = shorten(result, note, NO_RULE, losesNothing)?.text ?? result.text;
  return { text, notes: text === result.text ? [] : notes };
}

/** Checks all that holds for any output of any tool, and gives what is sent. */
function contractOn(result: Result, form: Form, losesNothing: boolean): string {
  const first = squeezed(result, form, losesNothing);
  assert.deepEqual(squeezed(result, form, losesNothing), first, "another answer the second time");
  const { text, notes } = first;
  if (text === result.text) return text;
  assert.ok(text.length < result.text.length, "more characters");
  assert.ok(o200kOf(text) <= o200kOf(result.text), "more tokens");
  assert.equal(squeezed({ ...result, text }, form, losesNothing).text, text, "squeezed twice");
  if (losesNothing) assert.deepEqual(notes, [], "a note that nobody can redeem");
  checkNotes(result.text, first);
  if (!isFileRead(result)) assert.deepEqual(missing(result, text), [], "lost");
  return text;
}

/** What must be kept and was, before, but is not any more. */
function missing(result: Result, sent: string): string[] {
  const plain = withoutColour(result.text) ?? result.text;
  const facts = mustKeep(plain, familyOf({ ...result, text: plain }));
  const lost = lostFrom(sent, facts);
  const unclear = new Set(lost.length === 0 ? [] : lostFrom(plain, facts));
  return lost.filter((fact) => !unclear.has(fact));
}

const outputs = recordedOutputs();
if (outputs.length === 0) Deno.test("the outputs are not at hand: nothing to check", () => {});
for (const output of outputs.filter(({ text }) => text.length <= LONGEST_OUTPUT)) {
  Deno.test(`${output.file}: shorter, final, and nothing lost`, () => {
    for (const { losesNothing } of FORMS) {
      const sent = contractOn(output, unmarked, losesNothing);
      assert.deepEqual(retentionOf(output, sent).lost, []);
      if (isFileRead(output) && !isWritten(output, losesNothing)) {
        assert.equal(unpadded(sent), unpadded(output.text));
      }
    }
  });
}

/** Did a rule for files that nobody edits write it? */
function isWritten(output: Result, losesNothing: boolean): boolean {
  const rule = shorten(output, unmarked, NO_RULE, losesNothing)?.rule;
  return reads.some(({ name }) => name === rule);
}

function unpadded(text: string): string {
  return text.replace(/^ +(?=\d+(?:→|\t|: ))/gm, "");
}

const TESTDATA = new URL("./testdata/", import.meta.url);
const fixtures = readdirSync(TESTDATA).map((rule) => ({
  rule,
  cases: readdirSync(new URL(`${rule}/`, TESTDATA)).map((file): Fixture & { file: string } => ({
    file,
    ...fixtureOf(readFileSync(new URL(`${rule}/${file}`, TESTDATA), "utf8")),
  })),
}));

for (const { rule, cases } of fixtures) {
  Deno.test(`${rule}: fixtures that were shaken are shorter, final, and lose nothing`, () => {
    for (const fixture of cases) {
      for (let seed = 1; seed <= TIMES; seed++) {
        const text = shaken(fixture.text, seeded(seed));
        for (const { losesNothing } of FORMS) {
          named(
            `${fixture.file}, seed ${seed}`,
            () => contractOn({ ...fixture, text }, redeemable, losesNothing),
          );
        }
      }
    }
  });

  Deno.test(`${rule} comes to an end with long texts`, () => {
    for (const fixture of isFull ? cases : cases.slice(0, 1)) {
      for (const [name, longText] of Object.entries(LONG_TEXTS)) {
        const text = longText(fixture.text, LONG);
        const took = effortOf(() => kept(() => squeezed({ ...fixture, text }, redeemable, false)));
        assert.ok(took < MOST_MILLISECONDS, `${fixture.file}, ${name}: ${took.toFixed(0)} ms`);
      }
    }
  });
}

/** A rule that gives up leaves the block as it was. */
function kept(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof StepsSpent || error instanceof FactLost)) throw error;
  }
}

function named(name: string, run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) error.message = `${name}: ${error.message}`;
    throw error;
  }
}
