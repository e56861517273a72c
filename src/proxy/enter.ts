import { setImmediate } from "node:timers/promises";
import { textAt } from "../json/spans.ts";
import { Breath } from "./breath.ts";
import type { House } from "./house.ts";
import { placeOf } from "./place.ts";
import { staleTextsOf } from "./step_cost.ts";
import type { Known } from "./visit.ts";

/** A request that was prepared. */
export interface Seen {
  readonly known: Known;
  readonly client: string;
  /** What we took to prepare it. */
  readonly milliseconds: number;
}

/** Counts what a request brought, while the upstream is at work on it. */
export async function enter(seen: Seen, house: House): Promise<void> {
  // A turn of the event loop takes the request on its way.
  await setImmediate();
  await new Breath().through(counting(seen, house));
  const { conversation, owner } = seen.known;
  house.scout?.look(owner?.key ?? conversation.chain[0] ?? "", conversation);
}

function* counting({ known, client, milliseconds }: Seen, house: House): Generator<void, void> {
  const { conversation, owner, plan, rebuilt, stale } = known;
  const { collapsed } = stale;
  const { head, body } = conversation;
  house.notices.tell(house.ledger.problem);
  for (const { error } of plan.faults) {
    house.tally.fault(error instanceof Error ? error.name : typeof error);
    // Not the tool's name: it is the client's word.
    house.log.error(`A result was kept as it is: ${placeOf(error)}`);
  }
  const { decisions } = plan;
  const going = owner && { key: owner.key, conversation, decisions, rebuilt, collapsed };
  const verdict = going && house.prefixes.check(going, house.now());
  const { length: bytes } = body;
  house.tally.add({ verdict, delay: { milliseconds, bytes, client, model: head.model } });
  if (rebuilt.length > 0) {
    house.tally.carried(rebuilt.reduce((sum, { tokens }) => sum + tokens(), 0));
  }
  if (collapsed.length > 0) house.tally.stale(staleTextsOf(known));
  for (const { block, found } of plan.fresh) {
    yield;
    const original = () => textAt(body, block.place) ?? "";
    const { model } = head;
    const savedTokens = found.kind === "keep" ? 0 : house.till.saves(found, original, model);
    const { length: chars, call: { tool } } = block;
    house.tally.fresh({ client, model, tool, chars, found, savedTokens });
  }
}
