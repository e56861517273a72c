import { sha256 } from "../text/digest.ts";
import type { Conversation, Mark, Turn } from "./conversation.ts";

/** What a request offers to show which conversation it belongs to. */
export interface Claim {
  /** Ids and signatures in the history, in order; the latest known one decides. */
  readonly marks: readonly Mark[];
  /** What stands before the last answer: a request that we served ended there. */
  readonly chain: string | undefined;
  /** No assistant turn stands in that chain. Others may begin with the same words. */
  readonly alone: boolean;
}

/** Index of the last assistant turn, or -1. What stands after it goes up for the first time. */
export function lastAnswerOf(conversation: Conversation): number {
  return conversation.turns.findLastIndex((turn) => turn.said.role === "assistant");
}

/** Of an answer that stands as several turns in a row the first: some clients write each piece of a stream down as one. */
function beginningOf(turns: readonly Turn[], last: number): number {
  let first = last;
  while (turns[first - 1]?.said.role === "assistant") first--;
  return first;
}

/** A request without an answer in it, and without one that the server holds, begins a conversation. */
export function isBeginning(conversation: Conversation): boolean {
  return lastAnswerOf(conversation) < 0 && conversation.head.follows === undefined;
}

export function claimOf(conversation: Conversation): Claim {
  const { turns, chain, head } = conversation;
  const last = beginningOf(turns, lastAnswerOf(conversation));
  const marks = turns.flatMap((turn) => turn.said.marks);
  return {
    marks: head.follows ? [...marks, head.follows] : marks,
    chain: last > 0 ? chain[last - 1] : undefined,
    alone: !turns.slice(0, Math.max(last, 0)).some((turn) => turn.said.role === "assistant"),
  };
}

/**
 * How the model of a conversation gets originals back: by the tool that stands in its requests, by a command in the
 * client's shell, or not at all. Settled with its first request.
 */
export type Offer = "tool" | "shell" | "nothing";

/** A conversation is named by the first request of it that we served, and by what was offered there. */
export function keyOf(conversation: Conversation, offer: Offer): string {
  return sha256(`${conversation.chain.at(-1) ?? ""} ${offer}`);
}

/** A cache marker, or reasoning that is signed or encrypted, stands in the request: what it says stays to the letter. */
export function isPinned({ head, turns }: Conversation): boolean {
  return head.isPinned || turns.some(({ said }) => said.isPinned);
}
