import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { eslint } from "./eslint.ts";
import { readBack, sorted } from "./read_back.ts";

const squeezed = (text: string) => {
  const sight = sightOf({ tool: "Bash", command: "npx eslint .", text });
  return eslint.matches(sight) ? eslint.squeeze(sight, (what) => `[${what}]`) : undefined;
};

const problem = fc.record({
  at: fc.tuple(fc.nat(99), fc.nat(99)).map(([line, column]) => `${line}:${column}`),
  severity: fc.constantFrom("error", "warning"),
  text: fc.constantFrom("'x' is not defined", "Two  blanks at 3:4", "Use a-b at src/a.js:1:2"),
  rule: fc.constantFrom("", "no-undef", "@scope/plug-in/rule"),
});
const files = fc.uniqueArray(
  fc.record({
    path: fc.constantFrom("/x/src/a.js", "/x/b.js", "/x/src/c d.js", "/y.js", "e.js"),
    problems: fc.array(problem, { minLength: 1, maxLength: 12 }),
  }),
  { selector: ({ path }) => path, minLength: 1 },
);

Deno.test("eslint keeps each problem with its file, place, severity and rule", () => {
  fc.assert(fc.property(files, (files) => {
    const blocks = files.map(({ path, problems }) => [
      "",
      path,
      ...problems.map(({ at, severity, text, rule }) =>
        `  ${at.padEnd(5)}  ${severity.padEnd(7)}  ${text.padEnd(30)}  ${rule}`.trimEnd()
      ),
    ]);
    const answer = squeezed(blocks.flat().join("\n"));
    if (answer === undefined) return;
    const want = files.flatMap(({ path, problems }) =>
      problems.map(({ at, severity, text, rule }) => ({
        path,
        at,
        message: rule === "" ? `${severity}: ${text}` : `${severity} ${rule}: ${text}`,
        notes: [],
      }))
    );
    assert.deepEqual(sorted(readBack(answer.trimStart().split("\n"))), sorted(want));
  }));
});
