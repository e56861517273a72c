import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, statSync } from "node:fs";
import { parse } from "node:path";
import process from "node:process";
import type { Io } from "./io.ts";
import type { State } from "./state.ts";
import { bytesFrom } from "./tail.ts";

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
  const log = state.kind === "kept" ? state.places.log : undefined;
  const start = log === undefined ? 0 : statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  const handle = log === undefined ? undefined : openSync(log, "a", 0o600);
  const sink = handle ?? "ignore";
  const child = spawn(io.program.file, [...io.program.words, ...args], {
    cwd: state.kind === "kept" ? state.home : parse(process.execPath).root,
    detached: true,
    // A relative SQUEEZR_HOME means another folder from another working directory.
    env: state.home === undefined ? { ...io.env } : { ...io.env, SQUEEZR_HOME: state.home },
    stdio: ["ignore", sink, sink],
    windowsHide: true,
  });
  if (handle !== undefined) closeSync(handle);
  return {
    pid: child.pid,
    ended: endOf(child),
    said: () => log === undefined ? "" : new TextDecoder().decode(bytesFrom(log, start)),
    release: () => child.unref(),
    kill: () => void child.kill(),
  };
}

function endOf(child: ChildProcess): () => string | undefined {
  let end: string | undefined;
  child.on("error", (error) => end = error.message);
  child.on("exit", (code, signal) => end = signal ? `signal ${signal}` : `exit code ${code}`);
  return () => end;
}
