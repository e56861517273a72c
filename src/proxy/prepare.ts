import { textAt } from "../json/spans.ts";
import { splice } from "../json/splice.ts";
import { editsOf } from "../plan/edits.ts";
import { Breath } from "./breath.ts";
import type { House } from "./house.ts";
import { recalledKeyFor } from "./key.ts";
import { settle, unwritten } from "./settle.ts";
import type { Known, Prepared, Visit } from "./visit.ts";

/** The whole product: what was sent goes as it was sent, what is new is decided and remembered before it goes. */
export async function prepare(visit: Visit, house: House): Promise<Prepared> {
  const breath = new Breath();
  const earlier = house.readings.nearest(visit.body);
  const conversation = visit.provider.read(visit.body, earlier);
  if (conversation === undefined) return { body: visit.body, known: undefined };
  if (visit.purpose === "message") house.readings.keep(conversation, earlier);

  await breath.take();
  const known = await settle({ visit, conversation, house, breath });
  refill(known, house);
  await breath.take();
  return { body: bodyWith(known, house), known };
}

/** The body with what was decided; the same buffer where nothing changes. */
function bodyWith({ conversation, plan }: Known, { literals }: House): Uint8Array {
  const { decisions } = plan;
  const edits = editsOf(conversation, decisions, (decision, text) => literals.of(decision, text));
  return splice(conversation.body, edits);
}

/**
 * After a failure of ours, or of tables that won't be better for waiting: what memory knows goes as it was sent, and of
 * the rest old blocks are decided as they were at first. Raw is the last resort, for new ones and for what rules fail on.
 */
export async function replayOnly(visit: Visit, house: House): Promise<Prepared> {
  const conversation = visit.provider.read(visit.body);
  if (conversation === undefined) return { body: visit.body, known: undefined };
  const job = { visit, conversation, house, breath: new Breath() };
  const known = await unwritten(job, recalledKeyFor(conversation, house.ledger));
  return { body: bodyWith(known, house), known };
}

/** Originals of replayed blocks, which a restart has lost: the client has just sent them again. */
function refill({ conversation, plan }: Known, { originals }: House): void {
  conversation.blocks.forEach((block, i) => {
    const decision = plan.decisions[i];
    if (decision.kind === "keep" || originals.has(decision.original)) return;
    const text = textAt(conversation.body, block.place);
    if (text !== undefined) originals.restore(decision.original, text);
  });
}
