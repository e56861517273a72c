/** Prints of git that were cut, joined and mixed up: what does not parse stays, and so does every changed line. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { fixtureOf } from "../fixtures.ts";
import { sightOf } from "../sight.ts";
import { git } from "./list.ts";

const TESTDATA = new URL("../testdata/", import.meta.url);

const texts = readdirSync(TESTDATA)
  .filter((folder) => git.some(({ name }) => name === folder))
  .flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, TESTDATA)).map((file) =>
      fixtureOf(readFileSync(new URL(`${folder}/${file}`, TESTDATA), "utf8")).text.split("\n")
    )
  );

const note = (what: string) => `[${what}]`;
const command = fc.constantFrom(
  "git diff",
  "git log -p",
  "git status -s",
  "git blame x",
  "git branch",
  "git tag -n",
  "git diff --name-status; git ls-files -s; git shortlog -s; git annotate y",
);
const piece = fc.tuple(fc.constantFrom(...texts), fc.nat(), fc.integer({ min: 1, max: 40 }))
  .map(([lines, from, length]) => lines.slice(from % lines.length, from % lines.length + length));
const mixed = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) =>
  pieces.flat().join("\n")
);

Deno.test("the rules of git lose no changed line of a text that is cut and mixed up", () => {
  fc.assert(
    fc.property(command, mixed, (command, text) => {
      for (const { rule, answer } of answersTo(command, text)) {
        const lines = new Set(answer.split("\n"));
        for (const line of changesIn(text)) assert.ok(lines.has(line), `${rule.name}: ${line}`);
      }
    }),
    { numRuns: 2000 },
  );
});

Deno.test("what the rules of git make of a text that is cut is final", () => {
  fc.assert(
    fc.property(command, piece, (command, lines) => {
      for (const { rule, answer, sight } of answersTo(command, lines.join("\n"))) {
        const again = { ...sight, text: answer };
        assert.equal(rule.squeeze(again, note) ?? answer, answer, rule.name);
      }
    }),
    { numRuns: 2000 },
  );
});

/** What each rule that has something to say makes of a text. */
function answersTo(command: string, text: string) {
  const sight = sightOf({ tool: "Bash", command, text });
  return git.flatMap((rule) => {
    const answer = rule.matches(sight) ? rule.squeeze(sight, note) : undefined;
    return answer === undefined ? [] : [{ rule, answer, sight }];
  });
}

/** Lines with a sign behind the head of a hunk, as far as lines have signs. */
function changesIn(text: string): string[] {
  let isHunk = false;
  return text.split("\n").filter((line) => {
    if (line.startsWith("@@")) isHunk = true;
    else if (!/^[ +\\-]|^$/.test(line)) isHunk = false;
    return isHunk && /^[+-]/.test(line) && !/^(?:--- |\+\+\+ )/.test(line);
  });
}
