import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { cleanLine, fileWriter, logTo, olderOf } from "./log.ts";

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "squeezr-log-"));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

Deno.test("a log writes one line an entry: when, how grave, which process, what", () => {
  const lines: string[] = [];
  const log = logTo({ write: (line) => lines.push(line), now: () => new Date(0), pid: 7 });
  log.info("listening\non 8080");
  log.warn("w");
  log.error("e");
  assert.deepEqual(lines, [
    "1970-01-01T00:00:00.000Z info [7] listening on 8080\n",
    "1970-01-01T00:00:00.000Z warn [7] w\n",
    "1970-01-01T00:00:00.000Z error [7] e\n",
  ]);
});

Deno.test("cleanLine() leaves out escape codes, query strings and what looks like a key", () => {
  const cases = [
    ["a\u001b[2Jb\u0007\r\n\tc", "a [2Jb c"],
    ["GET https://a/v1/messages?beta=true&key=AIzaSyD0 502", "GET https://a/v1/messages 502"],
    ["is it up? yes", "is it up? yes"],
    ["refused sk-ant-api03-abcdefgh_x", "refused sk-***"],
    ["Bearer abc.def.ghi-jkl", "Bearer ***"],
  ];
  for (const [text, want] of cases) assert.equal(cleanLine(text), want);
});

Deno.test("cleanLine() is quick on a long line of nothing but slashes", () => {
  assert.equal(cleanLine("/".repeat(10_000_000)).length, 2000);
});

Deno.test("fileWriter() adds lines to a file of its owner's alone, and puts a full one aside", () =>
  inFolder((folder) => {
    const file = join(folder, "squeezr.log");
    const write = fileWriter(file, () => assert.fail("lost"), 10);
    for (const line of ["one\n", "two\n", "three\n"]) write(line);
    assert.equal(readFileSync(file, "utf8"), "three\n");
    assert.equal(readFileSync(olderOf(file), "utf8"), "one\ntwo\n");
    if (process.platform !== "win32") assert.equal(statSync(file).mode & 0o777, 0o600);
    write("a line longer than the limit\n");
    write("x\n");
    assert.equal(readFileSync(file, "utf8"), "x\n");
  }));

Deno.test("fileWriter() hands on the lines that the disk doesn't take", () =>
  inFolder((folder) => {
    const lost: string[] = [];
    writeFileSync(join(folder, "file"), "");
    fileWriter(join(folder, "file", "squeezr.log"), (line) => lost.push(line))("x\n");
    assert.deepEqual(lost, ["x\n"]);
    assert.equal(existsSync(join(folder, "squeezr.log")), false);
  }));
