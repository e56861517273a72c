import type { Conversation } from "../conversation/conversation.ts";
import { claimOf, isBeginning, keyOf } from "../conversation/owner.ts";
import type { Remembered } from "../memory/ledger.ts";
import type { Desk } from "../plan/desk.ts";
import { type Plan, planning, planOf, SHORTEST_REMEMBERED } from "../plan/plan.ts";
import type { Breath } from "./breath.ts";
import { deskFor, isNewer } from "./desk.ts";
import type { House } from "./house.ts";
import { patiently } from "./patience.ts";
import { SentRows } from "./sent.ts";
import type { Visit } from "./visit.ts";

/** Another process would have to win again and again, each time with another reference. */
const MOST_ROUNDS = 4;

/** Whose conversation it is: the one that we served before, or one that begins with this request. */
export async function keyFor(conversation: Conversation, house: House): Promise<string> {
  const own = keyOf(conversation, false);
  if (isBeginning(conversation)) return own;
  const claim = claimOf(conversation);
  const owner = await patiently(() => house.ledger.owner(claim));
  return owner?.value?.key ?? own;
}

/** Plans, has the plan remembered, and plans again where another process was first: what the table says is sent. */
export async function settle(
  visit: Visit,
  conversation: Conversation,
  key: string,
  house: House,
  breath: Breath,
): Promise<Plan> {
  const { ledger } = house;
  const wanted = wantedOf(conversation);
  const known = await patiently(() => ledger.rows(key, wanted));
  const rows = new SentRows(known?.value ?? ledger.recall(key, wanted));
  const unknown = known ? "raw" : "decide";
  const desk: Desk = { ...deskFor(conversation, rows, house), unknown };
  const first = await breath.through(planning(conversation, desk));
  if (visit.purpose === "rehearsal" || isNewer(ledger)) return first;

  let plan = first;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const entry = entryOf(visit, conversation, key, plan, house);
    const table = await patiently(() => ledger.remember(entry));
    // Another version may have changed the tables under us: nothing is written any more.
    if (table === undefined || isNewer(ledger)) {
      return unwritten(visit, conversation, key, desk, house);
    }
    if (!rows.correct(plan.learned, table.value)) break;
    plan = await breath.through(planning(conversation, desk));
  }
  return { ...plan, fresh: first.fresh, faults: first.faults };
}

/**
 * What can't be written down goes up raw where it is new: after a restart nothing would tell that it was shortened,
 * while what is raw needs no telling.
 */
export function unwritten(
  visit: Visit,
  conversation: Conversation,
  key: string,
  desk: Desk,
  house: House,
): Plan {
  const plan = planOf(conversation, { ...desk, mode: "off" });
  if (visit.purpose === "message") house.ledger.hold(key, plan.learned);
  return plan;
}

/** The blocks of which something may be remembered. */
export function wantedOf(conversation: Conversation): { anchor: string; digest: string }[] {
  return conversation.blocks
    .filter((block) => block.length >= SHORTEST_REMEMBERED)
    .map((block) => ({ anchor: block.call.anchor, digest: block.digest }));
}

function entryOf(
  visit: Visit,
  conversation: Conversation,
  key: string,
  plan: Plan,
  house: House,
): Remembered {
  const { head, chain, turns } = conversation;
  return {
    key,
    offered: false,
    chain: chain.at(-1) ?? "",
    alone: isBeginning(conversation),
    marks: turns.flatMap((turn) => turn.said.marks),
    rows: plan.learned,
    client: visit.client,
    model: head.model,
    now: house.now(),
  };
}
