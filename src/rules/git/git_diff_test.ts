import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { gitDiff } from "./git_diff.ts";
import { gitDiffHeads } from "./git_diff_heads.ts";
import { hunkAt } from "./hunk.ts";

const note = (what: string) => `[${what}]`;
const sight = (text: string, command = "git diff") => sightOf({ tool: "Bash", command, text });
const short = (text: string) => gitDiffHeads.squeeze(sight(text), note) ?? text;

/** Lines of a file that look like something else in a diff. */
const line = fc.constantFrom(
  "",
  "  return x;",
  "function f() {",
  "}",
  "-- a/sql",
  "++ b/c",
  "@@ -1 +1 @@",
  "diff --git a/x b/x",
  "commit 1234567",
  "[2 context lines]",
  " a | 12 +",
);
/** A line that stays, goes or comes. */
const step = fc.record({ line, sign: fc.constantFrom(" ", " ", " ", " ", "-", "+") });
const script = fc.array(step, { maxLength: 60 }).filter((steps) =>
  steps.some(({ sign }) => sign !== " ")
);
const path = fc.constantFrom("a.ts", "src/b b.ts", '"n\\303\\257.ts"', "b/b/c", "x b/y");

type Step = { line: string; sign: string };

/** A diff of one file as git prints it, with so many lines of context. */
function diffOf(name: string, steps: readonly Step[], context: number): string {
  const quote = name.startsWith('"') ? '"' : "";
  const named = (side: string) => `${quote}${side}/${name.slice(quote.length)}`;
  const tab = name.includes(" ") ? "\t" : "";
  return [
    `diff --git ${named("a")} ${named("b")}`,
    "index 1234567..89abcde 100644",
    `--- ${named("a")}${tab}`,
    `+++ ${named("b")}${tab}`,
    ...hunksOf(steps, context),
  ].join("\n");
}

function hunksOf(steps: readonly Step[], context: number): string[] {
  const isNear = steps.map((_, i) =>
    steps.slice(Math.max(0, i - context), i + context + 1).some(({ sign }) => sign !== " ")
  );
  const lines: string[] = [];
  for (let from = 0; from < steps.length; from++) {
    if (!isNear[from]) continue;
    let to = from;
    while (isNear[to]) to++;
    lines.push(
      headOf(steps, from, to),
      ...steps.slice(from, to).map(({ sign, line }) => sign + line),
    );
    from = to;
  }
  return lines;
}

function headOf(steps: readonly Step[], from: number, to: number): string {
  const range = (other: string) => {
    const before = steps.slice(0, from).filter(({ sign }) => sign !== other).length;
    const count = steps.slice(from, to).filter(({ sign }) => sign !== other).length;
    return `${count === 0 ? before : before + 1}${count === 1 ? "" : `,${count}`}`;
  };
  return `@@ -${range("+")} +${range("-")} @@`;
}

/** What a reader makes of short heads. */
function unfolded(text: string): string {
  const lines = text.split("\n");
  return lines.flatMap((line, i) => {
    if (line.startsWith("@@")) return [longHead(line, lines.slice(i + 1))];
    const [, name, ids] = /^diff (.+) (\w+\.\.\w+ 100644)$/.exec(line) ?? [];
    return name === undefined
      ? [line]
      : diffOf(name, [], 0).replace(/^index .*/m, `index ${ids}`).split("\n");
  }).join("\n");
}

function longHead(head: string, behind: readonly string[]): string {
  const end = behind.findIndex((line) => line !== "" && !" +-\\".includes(line[0]));
  const body = behind.slice(0, end < 0 ? behind.length : end);
  const range = (start: string, other: string) => {
    const count = body.filter((line) => line[0] !== other && line[0] !== "\\").length;
    return `${start.replace(/,0$/, "")}${count === 1 ? "" : `,${count}`}`;
  };
  const [, before, after, section] = /^@@ -(\S+) \+(\S+) @@(.*)$/.exec(head) ?? [];
  return `@@ -${range(before, "+")} +${range(after, "-")} @@${section}`;
}

Deno.test("git_diff_heads says all that a diff says", () => {
  fc.assert(
    fc.property(path, script, fc.integer({ min: 0, max: 4 }), (name, steps, context) => {
      const text = diffOf(name, steps, context);
      assert.equal(unfolded(short(text)), text);
      assert.equal(short(short(text)), short(text));
    }),
    { numRuns: 1000 },
  );
});

Deno.test("git_diff keeps every changed line where it was, and counts what goes", () => {
  fc.assert(
    fc.property(path, script, fc.integer({ min: 0, max: 9 }), (name, steps, context) => {
      const text = diffOf(name, steps, context);
      const answer = gitDiff.squeeze(sight(text), note);
      if (answer === undefined) return;
      assert.deepEqual(changesIn(unfolded(answer)), changesIn(text));
      const gone = bodyOf(text).length - bodyOf(unfolded(answer)).length;
      assert.match(
        answer,
        new RegExp(`\\[1 index line${gone ? `, ${gone} context lines?` : ""}\\]$`),
      );
      assert.equal(gitDiff.squeeze(sight(answer), note), undefined);
    }),
    { numRuns: 1000 },
  );
});

/** Each line of all hunks with its sign and its numbers in both versions. */
function bodyOf(text: string): string[] {
  const lines = text.split("\n");
  return lines.flatMap((_, i) => {
    const hunk = hunkAt(lines, i);
    if (hunk === undefined) return [];
    let [old, now] = hunk.ranges.map(({ start, count }) => count === 0 ? start + 1 : start);
    return hunk.body.map((line) => {
      const said = `${old} ${now} ${line}`;
      if (line[0] !== "+") old++;
      if (line[0] !== "-") now++;
      return said;
    });
  });
}

function changesIn(text: string): string[] {
  return bodyOf(text).filter((said) => /^\d+ \d+ [+-]/.test(said));
}
