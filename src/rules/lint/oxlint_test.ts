import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { oxlint, oxlintContext } from "./oxlint.ts";
import { type Found, readListed, sortedPlaces } from "./read_back.ts";

const squeezed = (rule: typeof oxlint, text: string) =>
  rule.squeeze(sightOf({ tool: "Bash", command: "npx oxlint", text }), (what) => `[${what}]`);

const HEAD = /^ {2}[x!×⚠] /;

interface Problem {
  readonly said: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly label: string;
  readonly help: string;
  readonly lines: number;
}

const problem: fc.Arbitrary<Problem> = fc.record({
  said: fc.constantFrom("eslint(no-var): Unexpected var.", "oxc(x): Odd (2)", "Unexpected token"),
  path: fc.constantFrom("a.ts", "src/b.vue", "src/c d.ts"),
  line: fc.integer({ min: 3, max: 12 }),
  column: fc.integer({ min: 1, max: 20 }),
  length: fc.integer({ min: 1, max: 9 }),
  label: fc.constantFrom("", "'x' is declared here"),
  help: fc.constantFrom("", "  help: Use let.", "  help: Try\n        let x;"),
  lines: fc.constantFrom(1, 2, 4),
});
const problems = fc.array(problem, { minLength: 6, maxLength: 40 });

/** The line that a file has at a number. */
const codeOf = (line: number) => `let x${line} = "${"abc ".repeat(8)}";`;

interface Style {
  readonly sign: string;
  readonly bar: string;
  readonly dot: string;
  readonly open: string;
  readonly close: string;
  readonly mark: (length: number, labelled: boolean) => string;
  readonly hang: string;
  readonly bracket: readonly [string, string, string];
}

const ascii: Style = {
  sign: "x",
  bar: "|",
  dot: ":",
  open: ",-[",
  close: "`----",
  mark: (length, labelled) => labelled ? `|${"^".repeat(length - 1)}` : "^".repeat(length),
  hang: "`-- ",
  bracket: [",-> ", "|   ", "`-> "],
};
const unicode: Style = {
  sign: "×",
  bar: "│",
  dot: "·",
  open: "╭─[",
  close: "╰────",
  mark: (length, labelled) => labelled ? `┬${"─".repeat(length - 1)}` : "─".repeat(length),
  hang: "╰── ",
  bracket: ["╭─▶ ", "│   ", "╰─▶ "],
};

function drawn(p: Problem, style: Style): string {
  const { sign, bar, open, close } = style;
  const code = p.lines === 1 ? singleLine(p, style) : manyLines(p, style);
  return [
    `  ${sign} ${p.said}`,
    `    ${open}${p.path}:${p.line}:${p.column}]`,
    `${String(p.line - 1).padStart(2)} ${bar} ${p.lines === 1 ? "" : "    "}${codeOf(p.line - 1)}`,
    ...code,
    `    ${close}`,
    ...(p.help === "" ? [] : [p.help]),
    "",
  ].join("\n");
}

function singleLine(p: Problem, { bar, dot, mark, hang }: Style): string[] {
  const blanks = " ".repeat(p.column - 1);
  return [
    `${String(p.line).padStart(2)} ${bar} ${codeOf(p.line)}`,
    `   ${dot} ${blanks}${mark(p.length, p.label !== "")}`,
    ...(p.label === "" ? [] : [`   ${dot} ${blanks}${hang}${p.label}`]),
  ];
}

function manyLines(p: Problem, { bar, bracket: [from, within, to] }: Style): string[] {
  return Array.from({ length: p.lines }, (_, i) => {
    const line = p.line + i;
    const sign = i === 0 ? from : i === p.lines - 1 ? to : within;
    return `${String(line).padStart(2)} ${bar} ${sign}${codeOf(line)}`;
  });
}

function wanted(p: Problem, { sign }: Style): Found {
  const to = p.lines === 1 ? `-${p.column + p.length}` : ` to line ${p.line + p.lines - 1}`;
  return {
    head: `  ${sign} ${p.said}`,
    place: `${p.path}:${p.line}:${p.column}${to}`,
    label: p.lines === 1 ? p.label : "",
  };
}

for (const [name, style] of Object.entries({ ascii, unicode })) {
  for (const rule of [oxlint, oxlintContext]) {
    Deno.test(`${rule.name} keeps each problem with its place and label, in ${name}`, () => {
      fc.assert(fc.property(problems, (problems) => {
        const answer = squeezed(rule, problems.map((p) => drawn(p, style)).join("\n"));
        if (answer === undefined) return;
        const want = problems.map((p) => wanted(p, style));
        assert.deepEqual(sortedPlaces(readListed(answer.split("\n"), HEAD)), sortedPlaces(want));
        for (const { help } of problems) assert.ok(answer.includes(help));
      }));
    });
  }

  Deno.test(`oxlint keeps every line of code that was shown, in ${name}`, () => {
    fc.assert(fc.property(problems, (problems) => {
      const text = problems.map((p) => drawn(p, style)).join("\n");
      const answer = squeezed(oxlint, text) ?? text;
      for (const { line, lines } of problems) {
        for (let at = line - 1; at < line + lines; at++) assert.ok(answer.includes(codeOf(at)));
      }
    }));
  });
}

Deno.test("oxlint_context counts the lines that went", () => {
  const problems = Array.from({ length: 20 }, (_, i) => ({
    said: "eslint(no-var): Unexpected var.",
    path: `${i}.ts`,
    line: 5,
    column: 1,
    length: 3,
    label: "",
    help: "",
    lines: 1,
  }));
  const answer = squeezed(oxlintContext, problems.map((p) => drawn(p, ascii)).join("\n")) ?? "";
  assert.equal(answer.split("\n").filter((line) => line.startsWith("   4| ")).length, 5);
  assert.match(answer, /^\[15 lines of code around these places\]$/m);
});

Deno.test("oxlint leaves a drawing that it can't read as it is", () => {
  const odd = "  x Odd\n   ,-[a.ts:1:1]\n 1 | äöü var x\n   :     ^^^\n   `----\n";
  const text = `${
    drawn(
      { said: "A", path: "b.ts", line: 3, column: 1, length: 1, label: "", help: "", lines: 1 },
      ascii,
    ).repeat(3)
  }\n${odd}`;
  assert.match(
    squeezed(oxlint, text) ?? "",
    /^ {2}x Odd\n a.ts:1:1\n 1 \| äöü var x\n {3}: {5}\^\^\^$/m,
  );
});
