import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { biome, biomeContext } from "./biome.ts";
import { readBack, type Said, sorted } from "./read_back.ts";

interface Problem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly rule: string;
  readonly text: string;
  readonly advice: readonly string[];
  readonly isMendable: boolean;
}

const problem: fc.Arbitrary<Problem> = fc.record({
  path: fc.constantFrom("src/a.ts", "b.css", "lib/c d.js"),
  line: fc.integer({ min: 2, max: 9 }),
  column: fc.integer({ min: 1, max: 9 }),
  length: fc.integer({ min: 1, max: 9 }),
  rule: fc.constantFrom("lint/style/useConst", "lint/a11y/useAltText", "parse"),
  text: fc.constantFrom("This is odd.", "Use == at 3:4"),
  advice: fc.constantFrom([], ["It is better so."], ["One.", "Two."]),
  isMendable: fc.boolean(),
});
const problems = fc.array(problem, { minLength: 6, maxLength: 20 });

const codeOf = (line: number) => `let x${line} = "some code";`;
const visible = (text: string) => text.replaceAll(" ", "·");

function drawn({ path, line, column, length, rule, text, advice, isMendable }: Problem): string {
  return [
    `${path}:${line}:${column} ${rule}${isMendable ? "  FIXABLE " : ""} ${"━".repeat(40)}`,
    "",
    `  × ${text}`,
    "",
    `    ${line - 1} │ ${codeOf(line - 1)}`,
    `  > ${line} │ ${codeOf(line)}`,
    `      │ ${" ".repeat(column - 1)}${"^".repeat(length)}`,
    "",
    ...advice.flatMap((sentence) => [`  i ${sentence}`, ""]),
    ...(isMendable ? ["  i Safe fix: Mend it.", "", ...changed(line), ""] : []),
    "",
  ].join("\n");
}

function changed(line: number): string[] {
  return [
    `    ${line - 1} ${line - 1} │   ${codeOf(line - 1)}`,
    `    ${line}   │ - ${visible(codeOf(line))}`,
    `      ${line} │ + ${visible(`const y${line};`)}`,
  ];
}

function wanted({ path, line, column, length, rule, text, advice, isMendable }: Problem): Said {
  return {
    path,
    at: `${line}:${column}-${column + length}`,
    message: `${rule}${isMendable ? " FIXABLE" : ""}: × ${text}`,
    notes: [
      ...advice.map((sentence) => `  i ${sentence}`),
      ...(isMendable ? ["  i Safe fix: Mend it."] : []),
    ],
  };
}

for (const rule of [biome, biomeContext]) {
  Deno.test(`${rule.name} keeps each problem with its place, advice and remedy`, () => {
    fc.assert(fc.property(problems, (problems) => {
      const text = problems.map(drawn).join("\n");
      const sight = sightOf({ tool: "Bash", command: "npx biome lint", text });
      const answer = rule.squeeze(sight, (what) => `[${what}]`);
      if (answer === undefined) return;
      const said = answer.split("\n").filter((line) => line !== "" && !line.startsWith("["));
      assert.deepEqual(sorted(readBack(said)), sorted(problems.map(wanted)));
      for (const { line, isMendable } of problems) {
        assert.ok(answer.includes(codeOf(line)));
        if (isMendable) assert.ok(answer.includes(`${codeOf(line)} => const y${line};`));
        if (rule === biome) assert.ok(answer.includes(codeOf(line - 1)));
      }
    }));
  });
}
