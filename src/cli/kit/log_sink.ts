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

/** Opens the log of a state folder for a child. */
export function openLogSink(state: State): LogSink {
  if (state.kind === "lost") return { stdio: "ignore", said: () => "", release: () => {} };
  const { log } = state.places;
  const start = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  const handle = openSync(log, "a", 0o600);
  return {
    stdio: handle,
    said: () => new TextDecoder().decode(bytesFrom(log, start)),
    release: () => closeSync(handle),
  };
}
