import { closeSync, openSync, statSync } from "node:fs";
import type { State } from "./state.ts";
import { bytesFrom } from "./tail.ts";

/** Where a process that nobody looks at writes: the end of the log, or nowhere. */
export interface LogSink {
  /** For the standard output and error of a child. */
  readonly stdio: number | "ignore";
  /** What came to the log since. */
  said(): string;
  /** The child has it; this process needs it no more. */
  release(): void;
}

/** Why no line can be added to a log, in a state folder that is kept, or nothing. */
export function logProblem(state: State): string | undefined {
  if (state.kind === "lost") return undefined;
  const { log } = state.places;
  const opened = open(log);
  if (typeof opened === "string") return `${log} can't be written (${opened}): there is no log`;
  closeSync(opened);
  return undefined;
}

/** A handle to add to a file, or the error's code: it may be another user's, or no file. */
function open(file: string): number | string {
  try {
    return openSync(file, "a", 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return code;
  }
}

/** Opens the log of a state folder for a child. Without a log a proxy works as well. */
export function openLogSink(state: State): LogSink {
  const nowhere = { stdio: "ignore", said: () => "", release: () => {} } as const;
  if (state.kind === "lost") return nowhere;
  const { log } = state.places;
  const start = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  const handle = open(log);
  if (typeof handle === "string") return nowhere;
  return {
    stdio: handle,
    said: () => new TextDecoder().decode(bytesFrom(log, start)),
    release: () => closeSync(handle),
  };
}
