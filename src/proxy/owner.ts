import type { Conversation } from "../conversation/conversation.ts";
import { claimOf, isBeginning, keyOf, type Offer } from "../conversation/owner.ts";
import type { Owner } from "../memory/ledger.ts";
import { isShellName } from "../providers/expanding/shells.ts";
import type { Provider } from "../providers/provider.ts";
import { modeOf } from "./desk.ts";
import type { House } from "./house.ts";
import type { Visit } from "./visit.ts";

/**
 * Whose conversation it is: one that we served before, or one that begins for us with this request. `undefined` where
 * the tables can't be asked and memory doesn't know: to take it for one of our own would part it from its rows for ever.
 */
export async function ownerFor(
  visit: Visit,
  conversation: Conversation,
  house: House,
): Promise<Owner | undefined> {
  if (isBeginning(conversation)) return beginning(visit, conversation, house);
  const { ledger } = house;
  const claim = claimOf(conversation);
  const asked = await ledger.patience.reading.through(() => ledger.owner(claim));
  if (asked === undefined) return ledger.recallOwner(claim);
  if (asked.value) return asked.value;
  if (claim.marks.length > 0 && visit.purpose === "message") tellUnknown(house);
  return { key: keyOf(conversation, "nothing"), offer: "nothing" };
}

/** The same from memory alone. */
export function recalledOwnerFor(
  visit: Visit,
  conversation: Conversation,
  house: House,
): Owner | undefined {
  if (isBeginning(conversation)) return beginning(visit, conversation, house);
  return house.ledger.recallOwner(claimOf(conversation));
}

function beginning(visit: Visit, conversation: Conversation, house: House): Owner {
  const offer = offerFor(visit, conversation, house);
  return { key: keyOf(conversation, offer), offer };
}

/** Begun without us, or before the ledger was lost: whatever was hidden in it can't be put back. */
function tellUnknown({ tally, log }: House): void {
  tally.unknown();
  log.warn(
    "A conversation goes on of which the ledger knows nothing: " +
      "what stands in it goes up as it came, and squeezr_expand is not offered in it",
  );
}

/** What a conversation that begins here is offered, for as long as it lasts. */
function offerFor({ provider, purpose }: Visit, conversation: Conversation, house: House): Offer {
  const { expanding } = provider;
  const { enabled, via } = house.config.expand;
  const isOut = !enabled || purpose === "rehearsal" || modeOf(house) !== "on";
  if (isOut || via === "off") return "nothing";
  if (via === "shell") return hasShell(provider, conversation) ? "shell" : "nothing";
  return expanding?.mayOffer(conversation) ? "tool" : "nothing";
}

/** Whether the client has a shell that a command could be run in. */
export function hasShell(provider: Provider, conversation: Conversation): boolean {
  return provider.toolNames(conversation).some(isShellName);
}
