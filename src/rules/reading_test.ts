import assert from "node:assert/strict";
import { changes, isSamePath, readingOf } from "./reading.ts";

const shell: readonly (readonly [command: string, path: string | undefined, from?: number])[] = [
  ["cat src/a.ts", "src/a.ts", 1],
  ["cd /x && cat src/a.ts | head -50", "src/a.ts", 1],
  ["head -n 20 a.ts", "a.ts", 1],
  ["sed -n '100,200p' a.ts", "a.ts", 100],
  ["sed -n 7p a.ts", "a.ts", 7],
  ["cat a b", undefined],
  ["cat a; cat b", undefined],
  ["cat a | tail -5", undefined],
  ["sed 's/a/b/' a.ts", undefined],
  ["npm test", undefined],
];

for (const [command, path, from] of shell) {
  Deno.test(`readingOf() of ${command} is ${path ?? "nothing"}`, () => {
    assert.deepEqual(readingOf({ tool: "Bash", command }), path && { path, from });
  });
}

Deno.test("readingOf() of a tool that reads is the path that it was given", () => {
  const reading = readingOf({ tool: "Read", command: "/x/a.ts" });
  assert.deepEqual(reading, { path: "/x/a.ts", from: undefined });
});

Deno.test("isSamePath() takes the end of a path for the path", () => {
  assert.ok(isSamePath("./src/a.ts", "/home/x/src/a.ts"));
  assert.ok(isSamePath("/home/x/src/a.ts", "src/a.ts"));
  assert.ok(!isSamePath("/x/src/a.ts", "/y/src/a.ts"));
  assert.ok(!isSamePath("ta.ts", "src/data.ts"));
});

Deno.test("changes() knows the tools that write a file", () => {
  assert.ok(changes({ tool: "Edit", command: "/x/a.ts" }, "a.ts"));
  assert.ok(changes({ tool: "Write", command: "/x/a.ts" }, "/x/a.ts"));
  assert.ok(!changes({ tool: "Edit", command: "/x/b.ts" }, "a.ts"));
  assert.ok(!changes({ tool: "Read", command: "/x/a.ts" }, "a.ts"));
});
