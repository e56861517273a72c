import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { answerOf, type Fixture, fixtureOf } from "../fixtures.ts";
import type { Rule } from "../rule.ts";
import { buildSteps } from "./build_steps.ts";
import { helpText } from "./help_text.ts";
import { describePadding, terraformPadding } from "./padding.ts";
import { webpackAdvice } from "./webpack_advice.ts";

function fixturesOf({ name }: Rule): Fixture[] {
  const folder = new URL(`../testdata/${name}/`, import.meta.url);
  return readdirSync(folder).map((file) => fixtureOf(readFileSync(new URL(file, folder), "utf8")));
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

for (const rule of [helpText, describePadding, terraformPadding]) {
  Deno.test(`${rule.name} leaves each word in its place`, () => {
    for (const fixture of fixturesOf(rule)) {
      const lines = fixture.text.split("\n");
      fc.assert(fc.property(fc.array(fc.constantFrom(...lines)), (lines) => {
        const text = lines.join("\n");
        assert.deepEqual(words(answerOf(rule, { ...fixture, text })), words(text));
      }));
      assert.deepEqual(words(fixture.want), words(fixture.text));
    }
  });
}

Deno.test("webpack_advice says of each module what webpack said", () => {
  const [fixture] = fixturesOf(webpackAdvice);
  const [advice] = /BREAKING CHANGE[^]*?"crypto": false \}/.exec(fixture.text)!;
  const back = fixture.want.replace(
    /\[advice as above: fallback (.*), install (.*), or fallback (.*)\]/g,
    (_, fallback, name, empty) =>
      advice.replace(/\{ .*require.* \}/, fallback)
        .replace("install 'crypto-browserify'", `install ${name}`)
        .replace(/\{ .*false \}/, empty),
  );
  assert.equal(back, fixture.text);
});

Deno.test("build_steps leaves all that steps printed, in order, and counts the lines", () => {
  const [fixture] = fixturesOf(buildSteps);
  const said = (text: string) =>
    text.split("\n").map((line) => line.replace(/^#\d+(?: \d+\.\d+)?\b/, "").trim())
      .filter((line) => line !== "");
  const [note, ...lines] = fixture.want.split("\n");
  assert.deepEqual(said(lines.join("\n")), said(fixture.text));
  const printed = fixture.text.split("\n").filter((line) => /^#\d+ \d+\.\d/.test(line));
  assert.match(note, new RegExp(`seconds of ${printed.length} lines`));
});
