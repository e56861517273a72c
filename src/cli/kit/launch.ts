import { type ChildProcess, spawn } from "node:child_process";
import { parse } from "node:path";
import process from "node:process";
import type { Io } from "./io.ts";
import { openLogSink } from "./log_sink.ts";
import type { State } from "./state.ts";

/** A proxy that was just started in the background, before it answers. */
export interface Launched {
  readonly pid: number | undefined;
  /** How it has ended, once it has. */
  ended(): string | undefined;
  /** What it wrote to the log so far. */
  said(): string;
  /** Lets it go on without this process. */
  release(): void;
  /** Ends this very process, which is a child of ours. */
  kill(): void;
}

/** Starts this program again, apart from the terminal and the working directory. */
export function launch(io: Io, state: State, args: readonly string[]): Launched {
  const sink = openLogSink(state);
  const child = spawn(io.program.file, [...io.program.words, ...args], {
    cwd: state.kind === "kept" ? state.home : parse(process.execPath).root,
    detached: true,
    // A relative SQUEEZR_HOME means another folder from another working directory.
    env: state.home === undefined ? { ...io.env } : { ...io.env, SQUEEZR_HOME: state.home },
    stdio: ["ignore", sink.stdio, sink.stdio],
    windowsHide: true,
  });
  sink.release();
  return {
    pid: child.pid,
    ended: endOf(child),
    said: sink.said,
    release: () => child.unref(),
    kill: () => void child.kill(),
  };
}

/** Tells how a child has ended, once it has. */
export function endOf(child: ChildProcess): () => string | undefined {
  let end: string | undefined;
  child.on("error", (error) => end = error.message);
  child.on("exit", (code, signal) => end = signal ? `signal ${signal}` : `exit code ${code}`);
  return () => end;
}
