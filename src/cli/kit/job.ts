import { isAbsolute, relative, sep } from "node:path";
import process from "node:process";
import { isAlive } from "../../admin/run_file.ts";
import type { Io } from "./io.ts";
import { procText } from "./proc.ts";

type Here = Pick<Io, "env" | "cwd">;

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

/** `in FOLDER by PID`: the folder, and the shell or script that a command was typed in. */
const FOLDER_JOB = /^in (.*) by (\d+)$/s;

function ciJobOf({ env }: Here): string | undefined {
  const names = NAMES.find(([first]) => env[first]);
  return names?.map((name) => `${name}=${env[name] ?? ""}`).join(" ");
}

/** The job that a command belongs to: CI's own name for it, else the folder and the shell that it is typed in. */
export function jobOf(here: Here, shell: number = process.ppid): string {
  return ciJobOf(here) ?? `in ${here.cwd} by ${shell}`;
}

/** A job as a message names it. */
export function shownJob(job: string): string {
  return job.replace(FOLDER_JOB, "in $1");
}

/**
 * Whether a command belongs to a job. That of a folder goes on in those within it, and in another shell once its own is
 * gone, as the steps of a job have one each.
 */
export function isJobOf(
  here: Here,
  job: string,
  isOpen: (shell: number) => boolean = isOpenElsewhere,
): boolean {
  const ci = ciJobOf(here);
  const [, folder, shell] = FOLDER_JOB.exec(job) ?? [];
  if (ci !== undefined || folder === undefined) return ci === job;
  return isWithin(folder, here.cwd) && !isOpen(Number(shell));
}

function isWithin(folder: string, cwd: string): boolean {
  const way = relative(folder, cwd);
  return !isAbsolute(way) && way.split(sep)[0] !== "..";
}

/** A shell that this command was not typed in: another job may be under way there. */
function isOpenElsewhere(shell: number): boolean {
  // A parent in another container has no number here.
  return shell !== 0 && !forebears().includes(shell) && isAlive(shell);
}

/** The processes that led to this one; on other systems than Linux the last of them alone. */
function forebears(): readonly number[] {
  const all = [process.ppid];
  while (process.platform === "linux" && all.at(-1)! > 1) all.push(parentOf(all.at(-1)!));
  return all;
}

/** 0 where there is none, or none that can be seen. */
function parentOf(pid: number): number {
  return Number(/^\d+ \(.*\) \S (\d+)/s.exec(procText(`${pid}/stat`))?.[1] ?? 0);
}
