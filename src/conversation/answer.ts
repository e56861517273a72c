import type { Mark, SaidCall } from "./conversation.ts";

/** Tokens as the provider counted them. */
export interface Usage {
  /** Of the prompt, neither read from a cache nor written to one. */
  readonly input: number;
  readonly cacheRead: number;
  /** All that was written to a cache, for however long. */
  readonly cacheWrite: number;
  /** The part of it that was written for longer than usual, at a price of its own: with Anthropic an hour. */
  readonly cacheWriteLong: number;
  readonly output: number;
}

/** What is learned from an answer while it passes. */
export interface Heard {
  /** Marks that became known since the last time, to be written down before the bytes go on. */
  readonly marks: readonly Mark[];
  /** Calls that became known, where results may come back without them: the server holds the history. */
  readonly calls?: readonly SaidCall[];
  /** The latest usage, whole. */
  readonly usage: Usage | undefined;
  /** The answer is complete: nothing more belongs to it. */
  readonly ended: boolean;
  /** Blocks of the request that the provider says it dropped, or let through although they did not fit. */
  readonly transformed: number;
}

/** Listens to a copy of one answer's bytes. Never throws on what it can't read. */
export interface Listener {
  hear(bytes: Uint8Array): Heard;
  /** The bytes have ended. */
  end(): Heard;
}
