import assert from "node:assert/strict";
import { hidesTrouble, troubleIn } from "./trouble.ts";

const SAYS: readonly (readonly [line: string, said: string | undefined])[] = [
  ["all is well", undefined],
  ["  12:01 npm ERR!  code 1", "ERR! code 1"],
  ["TypeError: x is not a function", "TypeError: x is not a function"],
  ["✗ adds", "✗ adds"],
  ["3 failed, 10 passed", "failed, 0 passed"],
  ["Errors: 3 of 7", "Errors: 0 of 0"],
  ["running src/errors/error.test.ts 3/7", undefined],
  ["ERROR:/x/y.ts is broken", "ERROR:/x/y.ts is broken"],
  ["[12345 characters truncated]", "truncated]"],
];

for (const [line, said] of SAYS) {
  Deno.test(`troubleIn() finds ${said ?? "nothing"} in: ${line}`, () => {
    assert.equal(troubleIn(line), said);
  });
}

Deno.test("hidesTrouble() says yes where a line's trouble is not in the text", () => {
  assert.equal(hidesTrouble(["error: a", "fine"], "fine\n"), true);
  assert.equal(hidesTrouble(["error: job 1"], "error: job 2"), true);
  assert.equal(hidesTrouble(Array.from({ length: 50 }, (_, i) => `error ${i}`), "x"), true);
});

Deno.test("hidesTrouble() says no where the text shows it", () => {
  assert.equal(hidesTrouble(["fine"], ""), false);
  assert.equal(hidesTrouble(["12% error:  a"], "x\n99% error: a\n"), false);
  assert.equal(hidesTrouble(["error: a"], "late\nerror: a, then b"), false);
  assert.equal(hidesTrouble(["1 failed, 2 passed"], "3 failed, 9 passed"), false);
});
