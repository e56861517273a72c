import { textAt } from "../json/spans.ts";
import { splice } from "../json/splice.ts";
import type { Block, Conversation } from "../conversation/conversation.ts";
import { claimOf, keyOf } from "../conversation/owner.ts";
import { editsOf } from "../plan/edits.ts";
import type { Plan } from "../plan/plan.ts";
import { Breath } from "./breath.ts";
import { deskFor } from "./desk.ts";
import type { House } from "./house.ts";
import { SentRows } from "./sent.ts";
import { keyFor, settle, unwritten, wantedOf } from "./settle.ts";
import type { Prepared, Visit } from "./visit.ts";

/** The whole product: what was sent goes as it was sent, what is new is decided and remembered before it goes. */
export async function prepare(visit: Visit, house: House): Promise<Prepared> {
  const breath = new Breath();
  const earlier = house.readings.nearest(visit.body);
  const conversation = visit.provider.read(visit.body, earlier);
  if (conversation === undefined) return { body: visit.body, known: undefined };
  if (visit.purpose === "message") house.readings.keep(conversation, earlier);

  await breath.take();
  const key = await keyFor(conversation, house);
  const plan = await settle(visit, conversation, key, house, breath);
  refill(conversation, plan, house);
  await breath.take();
  const body = bodyWith(conversation, plan, house);
  return { body, known: { conversation, key, plan } };
}

/** The body with what was decided; the same buffer where nothing changes. */
function bodyWith(
  conversation: Conversation,
  { decisions }: Plan,
  { literals }: House,
): Uint8Array {
  const edits = editsOf(conversation, decisions, (decision, text) => literals.of(decision, text));
  return splice(conversation.body, edits);
}

/** After a failure of ours: what is known to have been sent goes as it was sent, the rest as it came. */
export function replayOnly(visit: Visit, house: House): Prepared {
  const conversation = visit.provider.read(visit.body);
  if (conversation === undefined) return { body: visit.body, known: undefined };
  const owner = house.ledger.recallOwner(claimOf(conversation));
  const key = owner?.key ?? keyOf(conversation, false);
  const rows = new SentRows(house.ledger.recall(key, wantedOf(conversation)));
  const plan = unwritten(visit, conversation, key, deskFor(conversation, rows, house), house);
  const body = bodyWith(conversation, plan, house);
  return { body, known: { conversation, key, plan } };
}

/** Originals of replayed blocks, which a restart has lost: the client has just sent them again. */
function refill(conversation: Conversation, { decisions }: Plan, { originals }: House): void {
  conversation.blocks.forEach((block: Block, i) => {
    const decision = decisions[i];
    if (decision.kind === "keep" || originals.has(decision.original)) return;
    const text = textAt(conversation.body, block.place);
    if (text !== undefined) originals.restore(decision.original, text);
  });
}
