import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import {
  beat,
  fellSilent,
  isAlive,
  readRunFile,
  readRunFiles,
  removeRunFile,
  type RunFile,
  runFileOf,
  writeRunFile,
} from "./run_file.ts";

const run: RunFile = {
  pid: 4242,
  host: "127.0.0.1",
  port: 8080,
  token: "t0",
  started: "2026-01-02T03:04:05.678Z",
  by: "background",
  version: "0.1.0",
  warnings: ["the ledger is in memory"],
  stopping: false,
};

function inFolder(work: (folder: string) => void): void {
  const base = mkdtempSync(join(tmpdir(), "squeezr-run-"));
  try {
    work(join(base, "run"));
  } finally {
    rmSync(base, { recursive: true });
  }
}

Deno.test("a run file is read back as it was written, by its owner alone", () =>
  inFolder((folder) => {
    writeRunFile(folder, run);
    assert.deepEqual(readRunFile(folder, 8080), run);
    assert.deepEqual(readdirSync(folder), ["8080.json"]);
    if (process.platform !== "win32") {
      assert.equal(statSync(join(folder, "8080.json")).mode & 0o777, 0o600);
      assert.equal(statSync(folder).mode & 0o777, 0o700);
    }
  }));

Deno.test("readRunFiles() gives every proxy, by port, and passes over what is no run file", () =>
  inFolder((folder) => {
    assert.deepEqual(readRunFiles(folder), []);
    writeRunFile(folder, { ...run, port: 10_000 });
    writeRunFile(folder, run);
    writeFileSync(join(folder, "9000.json"), "{");
    writeFileSync(join(folder, "9001.json"), "[1]");
    writeFileSync(join(folder, "notes.json"), "{}");
    assert.deepEqual(readRunFiles(folder).map(({ port }) => port), [8080, 10_000]);
  }));

Deno.test("readRunFiles() is empty where the folder is a file", () =>
  inFolder((folder) => {
    writeFileSync(folder, "");
    assert.deepEqual(readRunFiles(folder), []);
  }));

Deno.test("removeRunFile() leaves the file of a proxy that came later", () =>
  inFolder((folder) => {
    writeRunFile(folder, { ...run, token: "t1" });
    removeRunFile(folder, run);
    assert.equal(readRunFile(folder, 8080)?.token, "t1");
    removeRunFile(folder, { ...run, token: "t1" });
    removeRunFile(folder, { ...run, token: "t1" });
    assert.equal(readRunFile(folder, 8080), undefined);
  }));

Deno.test("runFileOf() takes nothing with a field missing or of another type", () => {
  assert.deepEqual(runFileOf(JSON.stringify(run)), run);
  for (const name of Object.keys(run)) {
    assert.equal(runFileOf(JSON.stringify({ ...run, [name]: undefined })), undefined, name);
    assert.equal(runFileOf(JSON.stringify({ ...run, [name]: {} })), undefined, name);
  }
  assert.equal(runFileOf(JSON.stringify({ ...run, pid: -1 })), undefined);
});

Deno.test("a proxy that was told to end falls silent when it beats no more", () =>
  inFolder((folder) => {
    const told = { ...run, stopping: true };
    const age = () => utimesSync(join(folder, "8080.json"), 0, 0);
    beat(folder, told);
    assert.equal(fellSilent(folder, told), false, "there is no file");
    writeRunFile(folder, told);
    assert.equal(fellSilent(folder, told), false);
    age();
    assert.equal(fellSilent(folder, told), true);
    beat(folder, told);
    assert.equal(fellSilent(folder, told), false);
    age();
    assert.equal(fellSilent(folder, { ...told, token: "t1" }), false, "it is another's file");
    writeRunFile(folder, run);
    age();
    assert.equal(fellSilent(folder, run), false, "it was not told to end");
  }));

Deno.test("isAlive() knows this process from one that can't be", () => {
  assert.equal(isAlive(process.pid), true);
  assert.equal(isAlive(2 ** 30), false);
});
