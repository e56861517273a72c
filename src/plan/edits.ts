import { type Edit, quote } from "../json/splice.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { Decision } from "./decision.ts";

/** What is to be changed in the body: the string literal of each block that does not go as it came. */
export function editsOf(conversation: Conversation, decisions: readonly Decision[]): Edit[] {
  return conversation.blocks.flatMap(({ place }, i) => {
    const decision = decisions[i];
    return decision.kind === "keep"
      ? []
      : [{ start: place.start, end: place.end, insert: quote(decision.text) }];
  });
}
