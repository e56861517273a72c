import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import process from "node:process";
import { isJobOf, jobOf, shownJob } from "./job.ts";

type Here = Parameters<typeof jobOf>[0];

Deno.test("commands belong to a job by what CI calls it, else by the folder that they are typed in", () => {
  const github = { GITHUB_RUN_ID: "1", GITHUB_JOB: "test", GITHUB_WORKSPACE: "/w/1" };
  const cases: [Here, Here, boolean][] = [
    [{ env: {}, cwd: "/a" }, { env: {}, cwd: "/a" }, true],
    [{ env: {}, cwd: "/a" }, { env: {}, cwd: "/a/b" }, true],
    [{ env: {}, cwd: "/a" }, { env: {}, cwd: "/ab" }, false],
    [{ env: {}, cwd: "/a" }, { env: {}, cwd: "/" }, false],
    [{ env: { CI_JOB_ID: "7" }, cwd: "/a" }, { env: { CI_JOB_ID: "7" }, cwd: "/b" }, true],
    [{ env: { CI_JOB_ID: "7" }, cwd: "/a" }, { env: { CI_JOB_ID: "8" }, cwd: "/a" }, false],
    [{ env: github, cwd: "/a" }, { env: { ...github, GITHUB_JOB: "lint" }, cwd: "/a" }, false],
    [{ env: github, cwd: "/a" }, { env: {}, cwd: "/a" }, false],
    [{ env: {}, cwd: "/a" }, { env: github, cwd: "/a" }, false],
  ];
  for (const [starter, command, want] of cases) {
    assert.equal(isJobOf(command, jobOf(starter)), want, JSON.stringify([starter, command]));
  }
});

Deno.test("in one folder, what was typed in another shell is another job's, as long as that shell is there", () => {
  const here: Here = { env: {}, cwd: "/a" };
  const { pid: gone } = spawnSync(Deno.execPath(), ["--version"]);
  // The test itself is no forebear of its own, and it is there.
  assert.equal(isJobOf(here, jobOf(here, process.pid)), false);
  assert.equal(isJobOf(here, jobOf(here, process.ppid)), true);
  assert.equal(isJobOf(here, jobOf(here, gone)), true);
  assert.equal(isJobOf(here, jobOf(here, 0)), true);
  assert.equal(shownJob(jobOf(here)), "in /a");
});
