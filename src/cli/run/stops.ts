import process from "node:process";
import { isatty } from "node:tty";
import type { Io } from "../kit/io.ts";
import { procText } from "../kit/proc.ts";
import type { RunningCommand } from "./child.ts";

/** Between two looks, in milliseconds. */
const PAUSE = 200;
const STOPPED = /^\d+ \(.*\) T /s;

function isStopped(pid: number): boolean {
  return STOPPED.test(procText(`${pid}/stat`));
}

/**
 * Stops with a command that stops itself: programs that have the whole terminal take Ctrl-Z as a key, and stop
 * themselves alone; the shell, which waits for this process, would wait for ever. On Linux, on a terminal.
 */
export function followStops(io: Io, command: RunningCommand): void {
  if (process.platform !== "linux" || !isatty(0)) return;
  io.onSignal(["SIGCONT"], () => command.kill("SIGCONT"));
  setInterval(() => {
    if (isStopped(command.pid)) process.kill(process.pid, "SIGSTOP");
  }, PAUSE).unref();
}
