import type { Task } from "./plan.ts";
import type { Exchange } from "./recorder.ts";

/** Runs a command in the repository and gives back what it printed. */
export type Run = (command: string) => string;

/** A tool loop of an SDK: plays all tasks, and gives back what went over the wire. */
export interface Loop {
  readonly name: string;
  /** The server keeps what was said: each request brings the new alone. */
  readonly isHeldAbove: boolean;
  record(tasks: readonly Task[], run: Run): Promise<readonly Exchange[]>;
}

/** What the agent is told before all else. */
export const INSTRUCTIONS =
  "You are a coding agent. You work in /repo with the shell that you are given. " +
  "Look before you change anything, run the tests, and say what you found.";

/** Its one tool. */
export const SHELL = {
  name: "shell",
  description: "Runs a shell command in the project's folder and returns its output.",
  parameters: {
    type: "object",
    properties: { command: { type: "string" } },
    required: ["command"],
    additionalProperties: false,
  },
};
