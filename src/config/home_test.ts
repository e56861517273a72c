import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { homeOf, makeHome, placesOf } from "./home.ts";

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "squeezr-home-"));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

Deno.test("homeOf() takes SQUEEZR_HOME, else .squeezr in the user's folder", () => {
  assert.equal(homeOf({ SQUEEZR_HOME: "/a/b", HOME: "/u" }, "/c"), resolve("/a/b"));
  assert.equal(homeOf({ SQUEEZR_HOME: "b", HOME: "/u" }, "/c"), resolve("/c/b"));
  assert.equal(homeOf({ SQUEEZR_HOME: "", HOME: "/u" }, "/c"), resolve("/u/.squeezr"));
  assert.equal(homeOf({ USERPROFILE: "/w" }, "/c"), resolve("/w/.squeezr"));
});

Deno.test("makeHome() makes the folder and the one for run files, for their owner alone", () =>
  inFolder((folder) => {
    const home = join(folder, "deep", "state");
    assert.equal(makeHome(home), undefined);
    assert.equal(makeHome(home), undefined);
    if (process.platform === "win32") return;
    for (const path of [home, placesOf(home).run]) assert.equal(statSync(path).mode & 0o777, 0o700);
  }));

Deno.test("makeHome() leaves the rights of a folder that is there", () =>
  inFolder((folder) => {
    if (process.platform === "win32") return;
    chmodSync(folder, 0o755);
    assert.equal(makeHome(folder), undefined);
    assert.equal(statSync(folder).mode & 0o777, 0o755);
  }));

Deno.test("makeHome() says why a folder can't be written", () =>
  inFolder((folder) => {
    writeFileSync(join(folder, "file"), "");
    assert.match(makeHome(join(folder, "file", "state")) ?? "", /can't be written \(ENOTDIR\)$/);
    assert.match(makeHome(join(folder, "file")) ?? "", /can't be written \((EEXIST|ENOTDIR)\)$/);
  }));
