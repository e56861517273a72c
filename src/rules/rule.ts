import type { Pipeline } from "./shell.ts";

/** What a rule is told: one block and nothing else. */
export interface Sight {
  readonly tool: string;
  /** The shell command, path or query of the call. */
  readonly command: string;
  /** What the tool gave back, without the words that clients put around it. */
  readonly text: string;
  /** The programs that a shell tool's command runs; none for other tools. */
  readonly pipelines: readonly Pipeline[];
}

/** Writes the bracketed marker that says what was left out, in the form of this conversation. */
export type Note = (what: string) => string;

/** Shortens one kind of tool output. Pure, and linear in the length of the text. */
export interface Rule {
  readonly name: string;
  readonly doc: string;
  /** `nothing`: what is sent says all that the original said. `noise`: what goes is counted in a note. */
  readonly loses: "nothing" | "noise";
  matches(sight: Sight): boolean;
  /** The shorter text, or `undefined` where there is nothing to gain. */
  squeeze(sight: Sight, note: Note): string | undefined;
}
