import { exchangesOf } from "../conversation/exchanges.ts";
import { isPinned } from "../conversation/owner.ts";
import { speechOf } from "../conversation/speech.ts";
import type { Owner } from "../memory/ledger.ts";
import { type Collapsed, collapsedBy, outside, reachedBy, type Step } from "../plan/collapse.ts";
import { edgeOf, MOST_STEPS, type Pace, type Reach, stepping } from "../plan/step.ts";
import type { Rebuilt } from "../providers/expand.ts";
import type { Breath } from "./breath.ts";
import { modeOf, storingFor } from "./desk.ts";
import type { House } from "./house.ts";
import { hasShell } from "./owner.ts";
import type { Settled } from "./settle.ts";
import type { Visit } from "./visit.ts";

/** The old texts of one request that go up as placeholders. */
export interface Stale {
  readonly collapsed: readonly Collapsed[];
  /** Those of them that went up as they came until now. */
  readonly step: readonly Collapsed[];
}

/** A request in which old texts are looked for. */
export interface Search {
  readonly visit: Visit;
  readonly settled: Settled;
  readonly rebuilt: readonly Rebuilt[];
  readonly house: House;
}

const NOTHING: Stale = { collapsed: [], step: [] };

/** Old texts go up as they went; where enough of the conversation stands whole, a step is taken first. */
export async function staleIn(search: Search, breath: Breath): Promise<Stale> {
  const { settled: { owner }, house: { ledger } } = search;
  // Where nothing can be redeemed nothing was ever replaced; nor in conversations that began elsewhere.
  if (owner === undefined || owner.offer === "nothing") return NOTHING;
  const asked = await ledger.patience.reading.through(() => ledger.steps.of(owner.key));
  if (asked === undefined) return recalledStale(search);
  const taken = asked.value;
  const mayStep = taken.length < MOST_STEPS && mayStepIn(search, owner);
  if (taken.length === 0 && !mayStep) return NOTHING;
  const reach = reachIn(search, taken);
  const step = mayStep ? await stepIn(search, reach, owner, breath) : undefined;
  if (step === undefined) return { collapsed: reach.collapsed, step: [] };
  const all = await takenWith(step, taken, search, owner);
  return staleBy(all, reach);
}

/** The same from memory alone. */
export function recalledStale(search: Search): Stale {
  const { settled: { owner }, house: { ledger } } = search;
  const taken = owner ? ledger.steps.recall(owner.key) : [];
  return taken.length === 0 ? NOTHING : { collapsed: reachIn(search, taken).collapsed, step: [] };
}

/** A request, and what earlier steps make of it. */
interface Reached extends Reach {
  readonly collapsed: readonly Collapsed[];
}

function reachIn({ settled: { conversation }, rebuilt }: Search, taken: readonly Step[]): Reached {
  // What is put together again, with calls of ours in it, stays whole.
  const speech = outside(speechOf(conversation), rebuilt.flatMap(({ edits }) => edits));
  const collapsed = collapsedBy(taken, speech);
  return { conversation, speech, collapsed, from: reachedBy(taken, collapsed, conversation) };
}

/** Whether this request allows a step at all, were one due. */
function mayStepIn({ visit, settled: { conversation }, house }: Search, { offer }: Owner): boolean {
  const { stale_turns, stale_turn_threshold } = house.config.compression;
  const { expanding } = visit.provider;
  return stale_turns && modeOf(house) === "on" && conversation.head.follows === undefined &&
    exchangesOf(conversation.turns).length >= stale_turn_threshold && !isPinned(conversation) &&
    (offer === "tool"
      ? expanding !== undefined && expanding.offer(conversation).length > 0
      : hasShell(visit.provider, conversation));
}

async function stepIn(
  { house }: Search,
  reach: Reach,
  owner: Owner,
  breath: Breath,
): Promise<Step | undefined> {
  const pace = paceOf(house);
  if (edgeOf(reach, pace) === undefined) return undefined;
  const { steps, patience: { reading } } = house.ledger;
  // Markers and signatures of earlier requests count too: they may come back.
  const pinned = await reading.through(() => steps.isPinned(owner.key));
  if (pinned === undefined || pinned.value) return undefined;
  return await breath.through(stepping(reach, pace, storingFor(owner.offer, house)));
}

function paceOf({ config: { compression } }: House): Pace {
  const { stale_turn_threshold: threshold, stale_turn_keep_recent: keepRecent } = compression;
  return { threshold, keepRecent };
}

/** Writes the step down before it goes up, and gives what the table says then; a rehearsal leaves nothing behind. */
async function takenWith(
  step: Step,
  taken: readonly Step[],
  { visit, house: { ledger } }: Search,
  { key }: Owner,
): Promise<readonly Step[]> {
  if (visit.purpose === "rehearsal") return [...taken, step];
  const { writing } = ledger.patience;
  const written = await writing.through(() => ledger.steps.take(key, taken.length, step));
  return written?.value ?? taken;
}

function staleBy(taken: readonly Step[], { speech, collapsed: before }: Reached): Stale {
  const known = new Set(before.map(({ speech }) => speech));
  const collapsed = collapsedBy(taken, speech);
  return { collapsed, step: collapsed.filter(({ speech }) => !known.has(speech)) };
}
