import type { Fields } from "../../src/demo/values.ts";

/** One thing that an answer holds. */
export type Piece = "text" | "thought" | "ours" | "call" | "other";

/** How an API tells answers, and histories of them. */
export interface Speech {
  readonly name: string;
  readonly path: string;
  readonly bodyOf: (history: readonly Fields[]) => Fields;
  readonly historyIn: (body: Fields) => readonly Fields[];
  /** What an answer with these pieces adds to a history. `idOf` never gives the same twice. */
  readonly saying: (pieces: readonly Piece[], idOf: () => string) => readonly Fields[];
  readonly answerOf: (said: readonly Fields[]) => Response;
  readonly saidIn: (answer: string) => readonly Fields[];
  /** What the client sends behind this: results, or more words where nothing was called. */
  readonly next: (said: readonly Fields[]) => readonly Fields[];
  /** An entry as it is compared: what means the same is the same. */
  readonly plain: (entry: Fields) => Fields;
}

/** The name of our tool, and what it is asked. */
export const OURS = "squeezr_expand";
export const ASKED = { id: "abcdefgh" };
export const COMMAND = { command: "ls" };
export const USER = "Go on.";

export const listIn = (value: unknown): readonly Fields[] => (value ?? []) as readonly Fields[];

export const wordsFor = (id: string) => `It is said with ${id}.`;
