import { type Edit, quote } from "../json/splice.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { Decision } from "./decision.ts";

/** The JSON literal of what a decision sends. */
export type LiteralOf = (decision: Decision, text: string) => Uint8Array;

/** What is to be changed in the body: the string literal of each block that does not go as it came. */
export function editsOf(
  conversation: Conversation,
  decisions: readonly Decision[],
  literalOf: LiteralOf = (_, text) => quote(text),
): Edit[] {
  return conversation.blocks.flatMap(({ place }, i) => {
    const decision = decisions[i];
    return decision.kind === "keep"
      ? []
      : [{ start: place.start, end: place.end, insert: literalOf(decision, decision.text) }];
  });
}
