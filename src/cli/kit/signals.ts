import { constants } from "node:os";
import process from "node:process";
import type { Signal } from "./io.ts";
import { procText } from "./proc.ts";

/** What asks a process to end. */
export const ASKING: readonly Signal[] = ["SIGTERM", "SIGINT", "SIGHUP"];

/** What a terminal, a shell or a supervisor sends to a program, and a program that stands before another passes on. */
export const PASSED: readonly Signal[] = process.platform === "win32"
  ? ASKING
  : [...ASKING, "SIGQUIT", "SIGUSR1", "SIGUSR2"];

/** Signals that this process was started to ignore, as `nohup` does and scripts do for what they leave in the background. */
export function ignoredSignals(): readonly Signal[] {
  if (process.platform !== "linux") return [];
  const status = procText("self/status");
  const mask = BigInt(`0x${/^SigIgn:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? "0"}`);
  return PASSED.filter((signal) => (mask >> BigInt(constants.signals[signal] - 1)) & 1n);
}

/** The same command, which ignores what this process does: a runtime starts its children with nothing ignored. */
export function ignoring(signals: readonly Signal[], words: readonly string[]): readonly string[] {
  if (signals.length === 0) return words;
  const names = signals.map((signal) => signal.slice("SIG".length)).join(" ");
  return ["/bin/sh", "-c", `trap '' ${names}; exec "$@"`, "sh", ...words];
}
