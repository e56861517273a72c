import { isAbsolute, relative, sep } from "node:path";
import type { Io } from "./io.ts";

/**
 * What CI systems call the job that a command runs in: GitHub, GitLab, Buildkite, CircleCI, Jenkins, Azure, Bitbucket.
 * All steps of a job have it in common, and no other job has it at the same time.
 */
const NAMES: readonly (readonly string[])[] = [
  ["GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT", "GITHUB_JOB", "GITHUB_WORKSPACE"],
  ["CI_JOB_ID"],
  ["BUILDKITE_JOB_ID"],
  ["CIRCLE_WORKFLOW_JOB_ID"],
  ["BUILD_TAG", "WORKSPACE"],
  ["SYSTEM_JOBID"],
  ["BITBUCKET_STEP_UUID"],
];

const IN = "in ";

/** The job that a command belongs to: CI's own name for it, else the folder that it is typed in. */
export function jobOf({ env, cwd }: Pick<Io, "env" | "cwd">): string {
  const names = NAMES.find(([first]) => env[first]);
  return names === undefined
    ? IN + cwd
    : names.map((name) => `${name}=${env[name] ?? ""}`).join(" ");
}

/** Whether a command belongs to a job: that of a folder goes on in those within it. */
export function isJobOf(io: Pick<Io, "env" | "cwd">, job: string): boolean {
  const own = jobOf(io);
  if (own === job) return true;
  const way = own.startsWith(IN) && job.startsWith(IN)
    ? relative(job.slice(3), own.slice(3))
    : "..";
  return !isAbsolute(way) && way.split(sep)[0] !== "..";
}
