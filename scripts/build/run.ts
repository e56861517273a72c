import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What a program left behind. */
export interface Ran {
  readonly isDone: boolean;
  /** What it printed, both streams, and why it could not run. */
  readonly said: string;
  readonly stdout: string;
}

/** Runs a program in the project's folder. `timeout` in milliseconds. */
export function run(file: string, args: readonly string[], timeout?: number): Ran {
  // With DENORT_BIN set, `deno compile` makes a file that runs and is not the program.
  const { DENORT_BIN: _, ...env } = process.env;
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    cwd: ROOT,
    env,
    encoding: "utf8",
    timeout,
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === "win32",
  });
  const said = `${error?.message ?? ""}${stdout ?? ""}${stderr ?? ""}`;
  return { isDone: status === 0, said, stdout: stdout ?? "" };
}

/** The same, and what it printed. Throws with all that it said where it fails. */
export function mustRun(file: string, args: readonly string[]): string {
  const { isDone, said, stdout } = run(file, args);
  if (!isDone) throw new Error(`${file} ${args.join(" ")} failed:\n${said}`);
  return stdout;
}
