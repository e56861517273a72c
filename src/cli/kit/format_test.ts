import assert from "node:assert/strict";
import { count, duration, percent, size } from "./format.ts";
import { ends, grid } from "./grid.ts";

Deno.test("count() is short, and keeps the sign", () => {
  const cases: [number, string][] = [
    [0, "0"],
    [999, "999"],
    [1000, "1 k"],
    [1234, "1.2 k"],
    [-45_600, "-45.6 k"],
    [123_456, "123 k"],
    [1.25e6, "1.3 M"],
    [7e9, "7 G"],
  ];
  for (const [value, text] of cases) assert.equal(count(value), text);
});

Deno.test("size() counts in powers of 1024", () => {
  const cases: [number, string][] = [
    [0, "0 bytes"],
    [1023, "1023 bytes"],
    [1536, "1.5 KB"],
    [1024 ** 2, "1 MB"],
    [5.5 * 1024 ** 3, "5.5 GB"],
    [1024 ** 6, "1048576 TB"],
  ];
  for (const [bytes, text] of cases) assert.equal(size(bytes), text);
});

Deno.test("duration() names the two largest units", () => {
  const cases: [number, string][] = [
    [0, "0 s"],
    [0.4, "0 s"],
    [59, "59 s"],
    [60, "1 min"],
    [7384, "2 h 3 min"],
    [86_400 + 59, "1 d"],
    [90_000, "1 d 1 h"],
  ];
  for (const [seconds, text] of cases) assert.equal(duration(seconds), text);
});

Deno.test("percent() may be negative", () => {
  assert.equal(percent(34.56), "34.6 %");
  assert.equal(percent(-2), "-2.0 %");
});

Deno.test("grid() sets the first column to the left and all others to the right", () => {
  assert.equal(grid([["a", "b", "10"], ["long", "5"]]), "  a      b   10\n  long   5\n");
});

Deno.test("grid() counts the columns that a text takes, and lets nothing of it move the cursor", () => {
  assert.equal(grid([["用户", "5"], ["abcde", "10"]]), "  用户     5\n  abcde   10\n");
  assert.equal(grid([["\u001b[31m\r\u009b", "5"]]), "  ?[31m??   5\n");
});

Deno.test("ends() fit into so many columns, and part no sign", () => {
  assert.equal(ends("/home/dev/file.ts", 17), "/home/dev/file.ts");
  assert.equal(ends("/home/dev/file.ts", 10), "/ho…ile.ts");
  assert.equal(ends("/项目/目录/文件.ts", 10), "/项…件.ts");
  assert.equal(ends("a/👍👍👍👍.ts", 8), "a/…👍.ts");
});
