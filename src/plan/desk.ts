import type { Block, Conversation } from "../conversation/conversation.ts";
import type { Result } from "../rules/sight.ts";
import type { Lines } from "./lines.ts";
import type { Decision, OriginalId, Target } from "./decision.ts";

/** What is switched on for new blocks. Blocks that were sent keep their form under every mode. */
export type Mode =
  /** New blocks are shortened. */
  | "on"
  /** New blocks go raw, and that is remembered. So does one that can't go as it was sent any more. */
  | "off"
  /** Those are decided and counted, and go raw all the same, which is remembered. */
  | "dry_run";

/** What an older block was of which nothing is known. */
export type Unknown =
  /** It went up raw before us, and stays raw. */
  | "raw"
  /**
   * What was sent can't be looked up just now: it is decided as it was at first, since rules repeat themselves.
   * That is a guess, and is not learned.
   */
  | "decide";

/** What lies on the desk while the blocks of one request are decided. */
export interface Desk {
  /** What a block was sent as before, the oldest row first. */
  sent(block: Block): readonly Decision[];
  /** Blocks from this turn on go up for the first time. */
  readonly newFrom: number;
  readonly unknown: Unknown;
  readonly mode: Mode;
  /** In characters: shorter results are left alone. */
  readonly threshold: number;
  skips(tool: string): boolean;
  /** The rules' answer, or `undefined` where none has anything to gain. */
  shorten(result: Result): { readonly rule: string; readonly text: string } | undefined;
  /** The lines of a text that goes up under this name, which `read` finds; they are looked for again and again. */
  lines(name: string, read: () => Lines): Lines;
  /** Stores an original, so that a marker or reference may be written for it. */
  store(original: string): OriginalId;
  /** How the model asks for this original; `undefined` where it can't. */
  cite(original: OriginalId): string | undefined;
}

/** The block under decision, and what stands before it; never what comes after. */
export interface Scene {
  readonly conversation: Conversation;
  readonly block: Block;
  /** What the block was sent as before, the oldest row first. */
  readonly rows: readonly Decision[];
  /** What the block says; decoded when asked for, since a known block need not be. */
  readonly text: () => string;
  readonly before: Before;
}

/** The blocks that stand before, and what was decided for them. */
export interface Before {
  readonly blocks: readonly Block[];
  readonly decisions: readonly Decision[];
  /** Bytes that the edits took away. */
  readonly saved: number;
  /** Indexes of the first blocks of results that are equal as a whole. */
  equals(whole: string): readonly number[];
  /** What a reference of this block points at stands before it, and goes up as it did when that was written. */
  stands(target: Target, block: Block): boolean;
}

/** Stands before the last answer, and nothing is known of what it was sent as. */
export function isUnknown({ block, rows }: Pick<Scene, "block" | "rows">, desk: Desk): boolean {
  return rows.length === 0 && block.turn < desk.newFrom;
}

/** Answers for one block, or leaves it to the next stage. */
export interface Stage {
  readonly name: string;
  decide(scene: Scene, desk: Desk): Decision | undefined;
}
