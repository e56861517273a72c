import assert from "node:assert/strict";
import { lostFact } from "./lost.ts";
import { effortOf } from "../../../tests/support/effort.ts";

const REPORTS: readonly string[] = [
  "error: mismatched types",
  "src/a.ts(3,7): error TS2322: Type 'x' is not assignable",
  "TypeError: boom is not a function",
  "java.lang.IllegalStateException: closed",
  "AssertionError",
  "Caused by: java.io.IOException",
  "[warn] .prettierrc is no option",
  "2026-03-04 10:11:12,345 ERROR worker-3 could not reach 10.0.0.7",
  "npm warn deprecated inflight@1.0.6: leaks memory",
  "npm ERR! code ELIFECYCLE",
  "E: Unable to locate package nope",
  "E       assert 3 == 4",
  "--- FAIL: TestOpen (0.02s)",
  "✖ closes what it opened (3.5ms)",
  "not ok 12 - closes",
  "  12:5  error  'x' is not defined  no-undef",
  "    at open (src/store.ts:41:7)",
  '  File "/repo/store.py", line 41, in open',
  "Tests: 2 failed, 31 passed, 33 total",
  "Found 3 errors in 2 files",
];

const NO_REPORTS: readonly string[] = [
  "✓ tells an error: the first (12 ms)",
  "ok 3 - TypeError: is thrown",
  "test errors::display ... ok",
  "test_errors.py::test_failed PASSED [ 12%]",
  "  describes errors",
  "    on error",
  "# Subtest: closes, then error: thrown",
  "Unpacking liberror-perl (0.17029-2) ...",
  "Tests run: 4, Failures: 0, Errors: 0, Skipped: 0",
  "0 errors, 0 warnings",
  "    at run (/repo/node_modules/mocha/lib/runner.js:12:3)",
  "2026-03-04 10:11:12 INFO Store.java:41 opened",
  "src/error/handler.ts",
  '12 | throw new Error("Error: x")',
];

Deno.test("lostFact() misses what a line reports", () => {
  for (const line of REPORTS) assert.ok(lostFact(`a\n${line}\nb`, "a\nb"), line);
});

Deno.test("lostFact() misses nothing of what passed or says nothing of its own", () => {
  for (const line of NO_REPORTS) assert.equal(lostFact(`a\n${line}\nb`, "a\nb"), undefined, line);
});

Deno.test("lostFact() finds what was moved, grouped and cut down", () => {
  const all = [...REPORTS, ...NO_REPORTS].join("\n");
  assert.equal(lostFact(all, all.split("\n").toReversed().join("\n")), undefined);
  assert.equal(lostFact(all, all.split(/\s+/).toSorted().join("\n")), undefined);
  const grouped = "src/a.ts\n3,7 error TS2322: Type 'x' is not assignable";
  assert.equal(lostFact(REPORTS[1], grouped), undefined);
  assert.equal(lostFact("✖ closes (3.5ms)\n✖ opens (12ms)", "✖ closes\n  opens"), undefined);
});

Deno.test("lostFact() asks for each word, not for parts of words", () => {
  assert.equal(lostFact("error: at 41", "error: at 411"), "trouble");
  assert.equal(lostFact("a.ts:41:7", "a.ts 411:7"), "place");
  assert.equal(lostFact("2 failed", "12 failed"), "count");
});

Deno.test("lostFact() lets patches quote and pages hide what files say of errors", () => {
  const patch = "diff --git a/x b/x\n@@ -1,3 +1,2 @@\n error: quoted\n-gone\n here";
  assert.equal(lostFact(patch, "@@ -2 +1 @@\n-gone"), undefined);
  assert.equal(lostFact("<!doctype html><script>\nerror: x\n</script>", "[a script]"), undefined);
});

Deno.test("lostFact() takes a long text in no time, whatever it is made of", () => {
  const kinds = [
    " ",
    "error: ",
    "a.ts:3",
    "\nE ",
    "x",
    "\n",
    "FAIL",
    "1 passed ",
    "Error",
    "✖\n",
    "\n: ",
  ];
  for (const kind of kinds) {
    const text = kind.repeat(300_000 / kind.length);
    const took = effortOf(() => {
      lostFact(text, text.slice(0, 150_000));
      lostFact(text, "");
    });
    assert.ok(took < 5000, `${JSON.stringify(kind)}: ${took.toFixed(0)} ms`);
  }
});
