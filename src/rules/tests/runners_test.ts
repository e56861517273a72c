import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { type Fixture, fixtureOf } from "../fixtures.ts";
import type { Rule } from "../rule.ts";
import { sightOf } from "../sight.ts";
import { testRunners } from "./list.ts";

const TESTDATA = new URL("../testdata/", import.meta.url);
const NOTE = "[note: ";

const samples = testRunners.flatMap((rule) =>
  readdirSync(new URL(`${rule.name}/`, TESTDATA)).map((file) => ({
    rule,
    name: `${rule.name}/${file}`,
    fixture: fixtureOf(readFileSync(new URL(`${rule.name}/${file}`, TESTDATA), "utf8")),
  }))
);

for (const { rule, name, fixture } of samples) {
  Deno.test(`${name}: what stays are lines of the text, in order, and one note`, () => {
    const lines = answered(rule, fixture).split("\n");
    assert.equal(lines.filter((line) => line.startsWith(NOTE)).length, 1);
    assertLinesOf(fixture.text, lines);
  });

  Deno.test(`${name}: nothing that stands in another order, is cut or is doubled breaks that`, () => {
    const lines = fixture.text.split("\n");
    fc.assert(
      fc.property(fc.array(fc.nat(lines.length - 1), { maxLength: 60 }), (picks) => {
        const text = picks.map((pick) => lines[pick]).join("\n");
        assertLinesOf(text, answered(rule, { ...fixture, text }).split("\n"));
      }),
      { numRuns: 30 },
    );
  });
}

/** What patterns may look for in vain, over and over. */
const PIECES = [
  " ",
  "a",
  "1",
  ".",
  "::",
  " > ",
  " › ",
  " ... ",
  " - ",
  "#",
  "(1",
  " [",
  "=",
  "_ ",
  "⎯",
  "·",
  "-",
  "F",
  ">",
  "│  ",
  "ok ",
  "  ✓ a\n",
  "# a\n",
  "1.\n",
];
const LONG = 100_000;

for (const rule of new Set(samples.map(({ rule }) => rule))) {
  Deno.test(`${rule.name} is done with long lines in no time, whatever they are made of`, () => {
    const { fixture } = samples.find((sample) => sample.rule === rule) ?? assert.fail();
    for (const piece of PIECES) {
      const long = piece.repeat(LONG / piece.length);
      for (
        const text of [
          `${fixture.text}\n${long}`,
          `${long}\n${fixture.text}`,
          twice(fixture.text, long),
        ]
      ) {
        const start = performance.now();
        answered(rule, { ...fixture, text });
        const spent = performance.now() - start;
        assert.ok(spent < 1000, `${JSON.stringify(piece)}: ${spent} ms`);
      }
    }
  });
}

/** Every line goes on with the long piece, or so many of them. */
function twice(text: string, long: string): string {
  return text.split("\n").map((line, i) => i % 7 === 3 ? line + long.slice(0, 20_000) : line).join(
    "\n",
  );
}

Deno.test("no runner claims what a file, a search or a diff shows", () => {
  for (const { rule, fixture: { text } } of samples) {
    for (const command of ["cat log", "npm test | grep -v x", "git diff", "rg passed"]) {
      assert.equal(rule.matches(sightOf({ tool: "Bash", command, text })), false, command);
    }
    assert.equal(rule.matches(sightOf({ tool: "Grep", command: "x", text })), false);
  }
});

function answered(rule: Rule, result: Fixture): string {
  const sight = sightOf(result);
  return (rule.matches(sight) ? rule.squeeze(sight, (what) => `${NOTE}${what}]`) : undefined) ??
    sight.text;
}

function assertLinesOf(text: string, lines: readonly string[]): void {
  const all = text.split("\n");
  let at = 0;
  for (const line of lines.filter((line) => !line.startsWith(NOTE))) {
    at = all.indexOf(line, at) + 1;
    assert.ok(at > 0, `no line of the text, or out of order: ${line}`);
  }
}
