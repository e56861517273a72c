import { claimOf, isBeginning, isPinned } from "../conversation/owner.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { Owner, Remembered } from "../memory/ledger.ts";
import type { Learned } from "../plan/decision.ts";
import { type Plan, planning, SHORTEST_REMEMBERED } from "../plan/plan.ts";
import type { Breath } from "./breath.ts";
import { deskFor, isNewer, modeOf } from "./desk.ts";
import type { House } from "./house.ts";
import { ownerFor } from "./owner.ts";
import { lastOf } from "./rounds.ts";
import { SentRows } from "./sent.ts";
import type { Known, Visit } from "./visit.ts";

/** Another process would have to win again and again, each time with another reference. */
const MOST_ROUNDS = 4;

/** One request at work. */
export interface Job {
  readonly visit: Visit;
  readonly conversation: Conversation;
  readonly house: House;
  readonly breath: Breath;
}

/** What was settled for a request, before anything is put back. */
export type Settled = Omit<Known, "rebuilt" | "stale">;

/** What is to go up for a request, and whose conversation it is. */
export async function settle(job: Job): Promise<Settled> {
  const { visit, conversation, house } = job;
  const owner = await ownerFor(visit, conversation, house);
  if (owner === undefined) return await unwritten(job, owner);
  return goesOnWithout(owner, visit) ? asItCame(conversation) : await settleUnder(job, owner);
}

/** Whether a conversation that was begun with the tool goes on where nothing is offered: over a WebSocket. */
export function goesOnWithout({ offer }: Owner, { provider }: Visit): boolean {
  return offer === "tool" && provider.expanding === undefined;
}

/** Markers could not be redeemed here, and what was hidden can't be put back: all of it goes raw, and stays unwritten. */
export function asItCame(conversation: Conversation): Settled {
  const decisions = conversation.blocks.map(() => ({ kind: "keep", because: "sent_raw" }) as const);
  const plan = { decisions, learned: [], fresh: [], faults: [] };
  return { conversation, owner: undefined, plan };
}

/** Plans, has the plan remembered, and plans again where another request was first: what the table says is sent. */
async function settleUnder(job: Job, owner: Owner): Promise<Settled> {
  const { visit, conversation, house, breath } = job;
  const { ledger } = house;
  const rows = await rowsOf(job, owner.key);
  if (rows === undefined) {
    // The chain that the next request goes on from can be written all the same.
    const entry = entryOf(job, owner, []);
    if (visit.purpose === "message") ledger.patience.writing.once(() => ledger.remember(entry));
    return await unwritten(job, owner);
  }

  const { offer } = owner;
  const desk = deskFor(conversation, { offer, rows, unknown: "raw", mode: modeOf(house) }, house);
  const plans: Plan[] = [];
  while (plans.length < MOST_ROUNDS) {
    const plan = await breath.through(planning(conversation, desk));
    plans.push(plan);
    if (visit.purpose === "rehearsal" || isNewer(ledger)) return { conversation, owner, plan };
    const entry = entryOf(job, owner, plan.learned);
    const table = await ledger.patience.writing.through(() => ledger.remember(entry));
    // Another version may have changed the tables under us: nothing is written any more.
    if (table === undefined || isNewer(ledger)) break;
    // Another request of a conversation that began elsewhere has just given it a key.
    if ("key" in table.value) return await settleUnder(job, table.value);
    if (!rows.correct(plan.learned, table.value)) {
      return { conversation, owner, plan: lastOf(plans, conversation) };
    }
  }
  return await unwritten(job, owner, rows);
}

/**
 * What can't be written down goes up raw where it is new: after a restart nothing would tell that it was shortened,
 * while what is raw needs no telling. Without `rows` from the tables, memory and the rules say what the rest was sent
 * as: the rules repeat themselves, so raw would be the worse guess. Without an owner nothing is held of all this, so that
 * the next request asks the tables again.
 */
export async function unwritten(
  { visit, conversation, house, breath }: Job,
  owner: Owner | undefined,
  rows?: SentRows,
): Promise<Settled> {
  const { ledger } = house;
  const recall = () => owner ? ledger.recall(owner.key, wantedOf(conversation)) : [];
  const desk = deskFor(conversation, {
    offer: owner?.offer ?? "nothing",
    rows: rows ?? new SentRows(recall()),
    unknown: rows ? "raw" : "decide",
    mode: "off",
  }, house);
  const plan = await breath.through(planning(conversation, desk));
  if (owner && visit.purpose === "message") ledger.hold(owner.key, plan.learned);
  return { conversation, owner, plan };
}

async function rowsOf({ conversation, house }: Job, key: string): Promise<SentRows | undefined> {
  const wanted = wantedOf(conversation);
  const { ledger } = house;
  const known = await ledger.patience.reading.through(() => ledger.rows(key, wanted));
  return known && new SentRows(known.value);
}

/** The blocks of which something may be remembered. */
function wantedOf(conversation: Conversation): { anchor: string; digest: string }[] {
  return conversation.blocks
    .filter((block) => block.length >= SHORTEST_REMEMBERED)
    .map((block) => ({ anchor: block.anchor, digest: block.digest }));
}

function entryOf(
  { visit, conversation, house }: Job,
  owner: Owner,
  rows: readonly Learned[],
): Remembered {
  return {
    ...owner,
    chain: conversation.chain.at(-1) ?? "",
    alone: isBeginning(conversation),
    marks: claimOf(conversation).marks,
    rows,
    pinned: isPinned(conversation),
    client: visit.client,
    model: conversation.head.model,
    now: house.now(),
  };
}
