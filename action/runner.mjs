// What the runner of GitHub Actions gives and takes: docs.github.com, "Workflow commands".
import { spawnSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { env } from "node:process";

/** What stands under `with:`, or the default; empty where neither is. */
export function input(name) {
  return (env[`INPUT_${name.toUpperCase()}`] ?? "").trim();
}

/** Adds lines to one of the runner's files: `GITHUB_ENV`, `GITHUB_PATH`, `GITHUB_OUTPUT`, `GITHUB_STATE`. */
export function tell(file, lines) {
  const path = env[file];
  if (!path) throw new Error(`${file} is not set: this runs as a step of GitHub Actions`);
  appendFileSync(path, lines.map((line) => `${line}\n`).join(""));
}

/** Runs a program and gives what it prints; its errors are the step's. */
export function run(file, args, more = {}) {
  const { status, stdout, error } = spawnSync(file, args, {
    encoding: "utf8",
    env: { ...env, ...more },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${file} ${args.join(" ")} ended with exit code ${status}`);
  return stdout;
}

/** Runs the work of a step. What fails in it is one line, and fails the step. */
export async function step(work) {
  try {
    await work();
  } catch (error) {
    console.log(
      `::error title=Squeezr::${String(error?.message ?? error).replaceAll("\n", "%0A")}`,
    );
    process.exitCode = 1;
  }
}
