/** A conversation with an agent, whichever API it is told in. */
import { type TextKind, textOf } from "../support/texts.ts";

/** A call of the client's shell, and what it will give back. */
export interface Call {
  readonly id: string;
  readonly command: string;
  readonly gives: Given;
}

/** What a call gives back. */
export interface Given {
  readonly kind: TextKind;
  readonly seed: number;
  readonly form: "text" | "parts" | "nothing" | "failed";
}

/** One thing that was said. */
export type Entry =
  | { readonly by: "user"; readonly text: string }
  | {
    readonly by: "model";
    readonly id: string;
    readonly text: string;
    readonly calls: readonly Call[];
    /** It thought before, and signed its thought. */
    readonly sealed?: string;
  }
  | { readonly by: "tools"; readonly calls: readonly Call[] };

/** How a client writes its requests. */
export interface Habits {
  /** White space between tokens. */
  readonly indent: 0 | 1;
  /** Calls have ids, where the API lets them have none. */
  readonly hasIds: boolean;
  /** Fields are named as the API's older brother names them. */
  readonly isOldFashioned: boolean;
  /** What the model thought is not sent back. */
  readonly dropsThoughts: boolean;
  /** What the model said is named by its ids, where the server keeps it. */
  readonly refersBack: boolean;
  /** Letters of results are written as escapes. */
  readonly escapes: boolean;
}

/** What a cleared result says. */
export const CLEARED = "[Old tool result content cleared]";

/** The text that a call gives back. */
export function givenBy({ gives }: Call): string {
  return textOf(gives.kind, gives.seed);
}
