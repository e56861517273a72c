import type { Conversation } from "../conversation/conversation.ts";
import { claimOf, isBeginning, keyOf } from "../conversation/owner.ts";
import type { Ledger } from "../memory/ledger.ts";

/**
 * The key of the conversation that we served before, or of one that begins for us with this request. `undefined` where
 * the tables can't be asked and memory doesn't know: to take it for one of our own would part it from its rows for ever.
 */
export async function keyFor(
  conversation: Conversation,
  ledger: Ledger,
): Promise<string | undefined> {
  const own = keyOf(conversation, false);
  if (isBeginning(conversation)) return own;
  const claim = claimOf(conversation);
  const asked = await ledger.patience.reading.through(() => ledger.owner(claim));
  return asked ? asked.value?.key ?? own : recalledKeyFor(conversation, ledger);
}

/** The same from memory alone. */
export function recalledKeyFor(conversation: Conversation, ledger: Ledger): string | undefined {
  if (isBeginning(conversation)) return keyOf(conversation, false);
  return ledger.recallOwner(claimOf(conversation))?.key;
}
