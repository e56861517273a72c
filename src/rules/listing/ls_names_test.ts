import assert from "node:assert/strict";
import fc from "fast-check";
import { answerOf } from "../fixtures.ts";
import { lsNames } from "./ls_names.ts";

const answer = (text: string, command = "ls -R") =>
  answerOf(lsNames, { tool: "Bash", command, text });

/** Reads the answer back: what `ls -R` printed. */
function readBack(answer: string): string {
  return answer.split("\n").map((line) => {
    const [, head = "", rest] = /^("[^"]*":|[^\s"]+:(?= |$))?(.*)$/.exec(line) ?? [];
    const names = [...rest.matchAll(/"([^"]*)"|\S+/g)].map(([word, name]) => name ?? word);
    return [...(head === "" ? [] : [head.replaceAll('"', "")]), ...names].join("\n");
  }).join("\n\n");
}

const name = fc.constantFrom(
  "a.ts",
  "b",
  "été.md",
  "x:12:y",
  "日本.txt",
  "-n",
  "c.d.e",
  "node_modules",
);
const odd = fc.constantFrom("my file", "a  b");
const names = fc.tuple(
  fc.array(name, { minLength: 8, maxLength: 20 }),
  fc.array(odd, { maxLength: 1 }),
);
const folder = fc.constantFrom(".", "./src", "./src/my docs", "/usr/lib", "lib", "lib/x:12:y");

Deno.test("every name in every folder can be read off", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(folder, names), { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      (folders, headed) => {
        const text = folders.map(([folder, [names, odd]], i) =>
          [...(headed || i > 0 ? [`${folder}:`] : []), ...names, ...odd].join("\n")
        ).join("\n\n");
        const squeezed = answer(text);
        assert.equal(readBack(squeezed), text);
        assert.equal(answer(squeezed), squeezed);
      },
    ),
    { numRuns: 300 },
  );
});

Deno.test("names are put side by side where ls alone printed them", () => {
  const text = "a b c d e f g h i j".split(" ").join("\n");
  for (const command of ["ls", "ls -1a src", "cd x && ls", "ls | head -20"]) {
    assert.equal(answer(text, command), "a b c d e f g h i j");
  }
  for (const command of ["ls; npm test", "git branch", "ls | wc -l", "cat names"]) {
    assert.equal(answer(text, command), text);
  }
});
