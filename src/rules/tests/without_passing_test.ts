import assert from "node:assert/strict";
import { sightOf } from "../sight.ts";
import { mocha } from "./mocha.ts";
import { vitest } from "./vitest.ts";

const note = (what: string) => `[${what}]`;
const mochaOf = (text: string, command = "npm test") =>
  mocha.squeeze(sightOf({ tool: "Bash", command, text }), note);

const PASSING = "\n  Suite\n    ✔ one\n    ✔ two\n\n\n  2 passing (5ms)\n";

Deno.test("a suite whose tests passed goes with them, and one blank line stays", () => {
  assert.equal(mochaOf(PASSING), "\n[2 passing tests]\n\n  2 passing (5ms)\n");
});

Deno.test("a suite stays for the failure that stands under it, however deep", () => {
  const text = "  A\n    ✔ one\n    B\n      1) two\n  C\n    ✔ three\n\n  2 passing (5ms)\n";
  assert.equal(mochaOf(text), "  A\n[2 passing tests]\n    B\n      1) two\n\n  2 passing (5ms)\n");
});

Deno.test("what a test prints stays, indented or not", () => {
  const printed = "warning: old\n    at f (a.js:1:2)\n      deeper";
  const text = `  A\n    ✔ one\n${printed}\n    ✔ two\n\n  2 passing (5ms)\n`;
  assert.equal(mochaOf(text), `[2 passing tests]\n${printed}\n\n  2 passing (5ms)\n`);
});

Deno.test("without totals nothing goes", () => {
  const sight = sightOf({ tool: "Bash", command: "npm test", text: "  A\n    ✔ one\n" });
  assert.equal(mocha.matches(sight), false);
});

Deno.test("lines of a patch are no tests, what follows it may be", () => {
  const patch = `diff --git a/out.txt b/out.txt
--- a/out.txt
+++ b/out.txt
@@ -1,3 +1,4 @@
   Suite
     ✔ stands in a file
+    ✔ was added
     ✔ stands too
`;
  const answer = mochaOf(patch + PASSING, "git diff; npx mocha");
  assert.equal(answer, `${patch}\n[2 passing tests]\n\n  2 passing (5ms)\n`);
});

Deno.test("carriage returns at line ends hide nothing, and stay", () => {
  assert.equal(
    mochaOf(PASSING.replaceAll("\n", "\r\n")),
    "\r\n[2 passing tests]\n\r\n  2 passing (5ms)\r\n",
  );
});

const prefixes = [
  "web:test: ",
  "@acme/web:test: ",
  "@acme/web#test: ",
  "packages/web test: ",
  "@acme/web: ",
  "[0] ",
  "[web]: ",
  "web-1  | ",
  "web:test | ",
  "[test:unit ] ",
];
for (const prefix of prefixes) {
  Deno.test(`lines of one program among those of others are known by "${prefix}"`, () => {
    const run = " RUN  v3.2.4 /x\n ✓ a.test.ts (2 tests) 4ms\n\n Test Files  1 passed (1)"
      .split("\n").map((line) => (prefix + line).trimEnd());
    const text = run.flatMap((line) => [line, "db:test:  ✓ is another's"]).join("\n");
    const answer = vitest.squeeze(sightOf({ tool: "Bash", command: "turbo run test", text }), note);
    const wanted = [run[0], "db:test:  ✓ is another's", "[2 passing tests]"];
    assert.deepEqual(answer?.split("\n").slice(0, 3), wanted);
    assert.equal(answer?.split("\n").length, 8);
  });
}

Deno.test("lines of GitHub's logs are known behind job, step and time", () => {
  const stamped = PASSING.split("\n").map((line, i) =>
    `build\tRun npm test\t2026-01-02T03:04:05.${1000000 + i}Z ${line}`.trimEnd()
  );
  const answer = mochaOf(stamped.join("\n"), "gh run view 1 --log");
  assert.deepEqual(answer?.split("\n"), [
    stamped[0],
    "[2 passing tests]",
    stamped[4],
    ...stamped.slice(6),
  ]);
});

Deno.test("very many skipped tests are counted, few stay", () => {
  const run = (count: number) =>
    ` RUN  v3.2.4 /x\n ✓ a.test.ts > a 1ms\n${" ↓ a.test.ts > b\n".repeat(count)}\n` +
    ` Test Files  1 passed (1)`;
  const answer = (count: number) =>
    vitest.squeeze(sightOf({ tool: "Bash", command: "npm test", text: run(count) }), note);
  assert.equal(
    answer(2),
    " RUN  v3.2.4 /x\n[1 passing test]\n ↓ a.test.ts > b\n ↓ a.test.ts > b\n\n Test Files  1 passed (1)",
  );
  assert.equal(
    answer(400),
    " RUN  v3.2.4 /x\n[1 passing test, 400 skipped tests]\n\n Test Files  1 passed (1)",
  );
});
