import { textAt } from "../json/spans.ts";
import { splice } from "../json/splice.ts";
import { sha256 } from "../text/digest.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { Decision } from "../plan/decision.ts";
import type { Rebuilt } from "../providers/expand.ts";
import { collapsingEdits } from "../plan/collapse.ts";
import { editsOf } from "../plan/edits.ts";
import { Breath } from "./breath.ts";
import type { House } from "./house.ts";
import { recalledOwnerFor } from "./owner.ts";
import { asItCame, goesOnWithout, settle, type Settled, unwritten } from "./settle.ts";
import { recalledStale, staleIn } from "./stale.ts";
import { standInsOf } from "./stand_ins.ts";
import type { Known, Prepared, Visit } from "./visit.ts";

/** The whole product: what was sent goes as it was sent, what is new is decided and remembered before it goes. */
export async function prepare(visit: Visit, house: House): Promise<Prepared> {
  const breath = new Breath();
  const { name } = visit.provider;
  const earlier = house.readings.nearest(visit.body, name);
  const conversation = readBy(visit, house, earlier);
  if (conversation === undefined) return { body: visit.body, known: undefined };
  if (visit.purpose === "message") house.readings.keep(conversation, name, earlier);

  await breath.take();
  const settled = await settle({ visit, conversation, house, breath });
  const { reading } = house.ledger.patience;
  const rebuilt = await reading.through(() => rebuiltOf(visit, settled, house));
  if (visit.purpose === "message") await seal(settled, rebuilt?.value ?? [], house);
  await breath.take();
  const again = rebuilt?.value ?? recalled(visit, settled, house);
  const stale = await staleIn({ visit, settled, rebuilt: again, house }, breath);
  const known = { ...settled, rebuilt: again, stale };
  refill(known, house);
  return { body: bodyWith(visit, known, house), known };
}

function readBy(
  { provider, body, path }: Visit,
  { calls }: House,
  earlier?: Conversation,
): Conversation | undefined {
  return provider.read(body, earlier, { path, callOf: (id) => calls.get(id) });
}

/** The body with what was decided, put back and offered; the same buffer where nothing changes. */
function bodyWith({ provider }: Visit, known: Known, { literals }: House): Uint8Array {
  const { conversation, owner, plan, rebuilt, stale } = known;
  const literalOf = (decision: Decision, text: string) => literals.of(decision, text);
  const edits = [
    ...editsOf(conversation, plan.decisions, literalOf),
    ...collapsingEdits(stale.collapsed, (placement) => literals.of(placement, placement.text)),
    ...rebuilt.flatMap((message) => message.edits),
    ...(owner?.offer === "tool" ? provider.expanding?.offer(conversation) ?? [] : []),
  ];
  return splice(conversation.body, edits.sort((a, b) => a.start - b.start));
}

/** What was hidden from the client stands in its history again. */
function rebuiltOf(
  visit: Visit,
  { conversation, owner }: Settled,
  { ledger: { layouts } }: House,
): readonly Rebuilt[] {
  if (owner?.offer !== "tool") return [];
  const { key } = owner;
  const isPlain = (chain: string, words: string) =>
    layouts.isPlain({ key, chain, words: sha256(words) });
  return visit.provider.expanding?.rebuild(conversation, layouts.of(key), isPlain) ?? [];
}

/** What was put back once is put back so for ever: an answer that the client has left adds nothing to it any more. */
async function seal(
  { owner }: Settled,
  rebuilt: readonly Rebuilt[],
  { ledger: { layouts, patience: { writing } } }: House,
): Promise<void> {
  const names = rebuilt.map(({ name }) => name);
  if (owner && names.length > 0) await writing.through(() => layouts.seal(owner.key, names));
}

/** The same from memory alone: what only its words could tell stays as it is. */
function recalled(
  { provider }: Visit,
  { conversation, owner }: Settled,
  { ledger: { layouts } }: House,
): readonly Rebuilt[] {
  if (owner?.offer !== "tool") return [];
  return provider.expanding?.rebuild(conversation, layouts.recall(owner.key), () => true) ?? [];
}

/**
 * After a failure of ours, or of tables that won't be better for waiting: what memory knows goes as it was sent, and of
 * the rest old blocks are decided as they were at first. Raw is the last resort, for new ones and for what rules fail on.
 */
export async function replayOnly(visit: Visit, house: House): Promise<Prepared> {
  const conversation = readBy(visit, house);
  if (conversation === undefined) return { body: visit.body, known: undefined };
  const job = { visit, conversation, house, breath: new Breath() };
  const owner = recalledOwnerFor(visit, conversation, house);
  const settled = owner && goesOnWithout(owner, visit)
    ? asItCame(conversation)
    : await unwritten(job, owner);
  const rebuilt = recalled(visit, settled, house);
  const stale = recalledStale({ visit, settled, rebuilt, house });
  const known = { ...settled, rebuilt, stale };
  return { body: bodyWith(visit, known, house), known };
}

/** Originals of what is replayed, which a restart has lost: the client has just sent them again. */
function refill(known: Known, { originals }: House): void {
  for (const { original, place } of standInsOf(known)) {
    if (originals.has(original)) continue;
    const text = textAt(known.conversation.body, place);
    if (text !== undefined) originals.restore(original, text);
  }
}
