import { type Edit, quote, writtenAt } from "../json/splice.ts";
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
  const { body, blocks } = conversation;
  return blocks.flatMap(({ place: { start, end } }, i) => {
    const decision = decisions[i];
    if (decision.kind === "keep") return [];
    const literal = literalOf(decision, decision.text);
    return [{ start, end, insert: writtenAt(body, { start, end }, literal) }];
  });
}
