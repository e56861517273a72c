import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import type { Said } from "./read_back.ts";
import { readBack, sorted } from "./read_back.ts";
import { tsc } from "./tsc.ts";

const squeezed = (text: string, command = "npx tsc --noEmit") => {
  const sight = sightOf({ tool: "Bash", command, text });
  return tsc.matches(sight) ? tsc.squeeze(sight, (what) => `[${what}]`) : undefined;
};

const words = fc.constantFrom(
  "Cannot find name 'x'.",
  "Type 'A' is not assignable to type 'B'.",
  "Expected 2 arguments, but got 3 at 4:5",
  "Object is possibly 'undefined'. ",
  "a - b): c",
);
const notes = fc.constantFrom<string[]>([], ["  Type 'A' is no 'B'."], ["  One", "    Two"]);
const error = fc.record({
  path: fc.constantFrom("a.ts", "src/b.ts", "src/deep (1)/c.d.ts", "C:\\x\\d.tsx"),
  line: fc.integer({ min: 1, max: 99 }),
  column: fc.integer({ min: 1, max: 30 }),
  length: fc.integer({ min: 1, max: 9 }),
  code: fc.integer({ min: 1000, max: 1003 }),
  words,
  notes,
});
type TscError = typeof error extends fc.Arbitrary<infer E> ? E : never;
const errors = fc.array(error, { minLength: 4, maxLength: 30 });

const messageOf = ({ code, words }: TscError) => `error TS${code}: ${words}`;
const plain = (e: TscError) =>
  [`${e.path}(${e.line},${e.column}): ${messageOf(e)}`, ...e.notes].join("\n");
const pretty = (e: TscError) =>
  [
    `${e.path}:${e.line}:${e.column} - ${messageOf(e)}`,
    ...e.notes,
    "",
    `${e.line} ${"x".repeat(50)}`,
    `${" ".repeat(String(e.line).length + e.column)}${"~".repeat(e.length)}`,
    "",
  ].join("\n");

Deno.test("tsc keeps each error with its place, plain", () => {
  fc.assert(fc.property(errors, (all) => {
    const want: Said[] = all.map((e) => ({
      ...e,
      at: `${e.line}:${e.column}`,
      message: messageOf(e),
    }));
    const text = squeezed(all.map(plain).join("\n"));
    if (text !== undefined) assert.deepEqual(sorted(readBack(text.split("\n"))), sorted(want));
  }));
});

Deno.test("tsc keeps each error with its place, pretty, and each source line", () => {
  fc.assert(fc.property(errors, (all) => {
    const want: Said[] = all.map((e) => ({
      ...e,
      at: `${e.line}:${e.column}-${e.column + e.length}`,
      message: messageOf(e),
    }));
    const text = squeezed(all.map(pretty).join("\n"));
    if (text === undefined) return;
    assert.deepEqual(sorted(readBack(text.split("\n"))), sorted(want));
    for (const { line } of all) {
      assert.match(text, new RegExp(`^(\\S*:)?(\\d+ )*${line}( \\d+)*\\| x{50}$`, "m"));
    }
  }));
});

Deno.test("tsc leaves the pieces of a cut text as they are and groups the rest", () => {
  const rows = Array.from(
    { length: 9 },
    (_, i) => `src/a.ts(${i},1): error TS2304: Cannot find name 'x'.`,
  );
  const text = [...rows, "src/b.ts(3", "... [417 characters truncated] ...", "name 'y'.", ...rows];
  const group =
    "error TS2304: Cannot find name 'x'. at src/a.ts:0:1 1:1 2:1 3:1 4:1 5:1 6:1 7:1 8:1";
  assert.equal(
    squeezed(text.join("\n")),
    `${group}\nsrc/b.ts(3\n... [417 characters truncated] ...\nname 'y'.\n${group}`,
  );
});

const ROWS = "a.ts(1,2): error TS1005: ';' expected.\na.ts(3,4): error TS1005: ';' expected.";
const COMMANDS: readonly (readonly [command: string, runs: boolean])[] = [
  ["npx tsc", true],
  ["pnpm -r build", true],
  ["cd x && make check", true],
  ["tsc --noEmit 2>&1 | grep 'error TS' | head -50", true],
  ["git log -3", false],
  ["grep -rn 'error TS' docs", false],
  ["gh run view 1 --log", false],
];
for (const [command, runs] of COMMANDS) {
  Deno.test(`tsc ${runs ? "runs" : "does not run"} on ${command}`, () => {
    assert.equal(squeezed(ROWS, command) !== undefined, runs);
  });
}
