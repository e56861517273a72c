import assert from "node:assert/strict";
import { isJobOf, jobOf } from "./job.ts";

Deno.test("commands belong to a job by what CI calls it, else by the folder that they are typed in", () => {
  const github = { GITHUB_RUN_ID: "1", GITHUB_JOB: "test", GITHUB_WORKSPACE: "/w/1" };
  type Where = Parameters<typeof jobOf>[0];
  const cases: [Where, Where, boolean][] = [
    [{ env: {}, cwd: "/a" }, { env: {}, cwd: "/a" }, true],
    [{ env: {}, cwd: "/a" }, { env: {}, cwd: "/a/b" }, true],
    [{ env: {}, cwd: "/a" }, { env: {}, cwd: "/ab" }, false],
    [{ env: {}, cwd: "/a" }, { env: {}, cwd: "/" }, false],
    [{ env: { CI_JOB_ID: "7" }, cwd: "/a" }, { env: { CI_JOB_ID: "7" }, cwd: "/b" }, true],
    [{ env: { CI_JOB_ID: "7" }, cwd: "/a" }, { env: { CI_JOB_ID: "8" }, cwd: "/a" }, false],
    [{ env: github, cwd: "/a" }, { env: { ...github, GITHUB_JOB: "lint" }, cwd: "/a" }, false],
    [{ env: github, cwd: "/a" }, { env: {}, cwd: "/a" }, false],
  ];
  for (const [starter, command, want] of cases) {
    assert.equal(isJobOf(command, jobOf(starter)), want, JSON.stringify([starter, command]));
  }
});
