import type { Fault } from "../../src/demo/script.ts";
import type { TextKind } from "./texts.ts";

/** What one tool call gives back. */
export interface Outcome {
  readonly tool: "bash" | "read_file" | "list";
  readonly kind: TextKind;
  readonly seed: number;
  readonly form: "string" | "parts" | "two_parts" | "with_image" | "nothing";
  readonly isError: boolean;
}

/** One answer of the model that calls tools, and what the client sends back. */
export interface Round {
  readonly thinks: boolean;
  readonly says: boolean;
  readonly outcomes: readonly Outcome[];
  /** Text beside the results, a system message after them. */
  readonly after: "nothing" | "reminder" | "system";
  /** The first try fails, the client sends the same body again, with `stream` or without. */
  readonly fault?: Fault;
  /** The user breaks off, and adds a text to the message that holds the results. */
  readonly isBrokenOff?: boolean;
}

/** What somebody does with one of the conversations that are open; `who` is taken modulo their number. */
export type Move =
  | { readonly does: "work"; readonly who: number; readonly rounds: readonly Round[] }
  | { readonly does: "ask_again"; readonly who: number; readonly streams: boolean }
  | { readonly does: "count"; readonly who: number }
  | { readonly does: "clear"; readonly who: number; readonly how: "cleared" | "masked" }
  | { readonly does: "fork"; readonly who: number }
  | { readonly does: "rewind"; readonly who: number }
  | { readonly does: "compact"; readonly who: number }
  /** A new conversation; with the same first message as one that is open, or begun without the proxy. */
  | {
    readonly does: "begin";
    readonly like: "new" | "same_first_message" | "subagent" | "elsewhere";
    readonly rounds: readonly Round[];
  }
  | { readonly does: "side" }
  /** Something happens to the proxy: what, says the test. */
  | { readonly does: "world"; readonly event: number };

/** How a client writes its requests. */
export interface Habits {
  readonly markers: "none" | "claude" | "last_two" | "hour";
  /** Earlier lone texts become strings. */
  readonly flips: boolean;
  readonly streams: boolean;
  /** Call ids: the provider's, or short ones that begin at 0 in each conversation. */
  readonly ids: "long" | "short";
  /** How much the user and the model say; few words where nothing is told. */
  readonly words?: "many";
}

/** A whole session: everything that is done in it, in order. */
export interface Recipe {
  readonly habits: Habits;
  readonly moves: readonly Move[];
}
