import { splice } from "../json/splice.ts";
import { textAt } from "../json/spans.ts";
import type { Block, Conversation } from "../conversation/conversation.ts";
import { claimOf, isBeginning, keyOf, lastAnswerOf } from "../conversation/owner.ts";
import type { Desk, Mode } from "../plan/desk.ts";
import { editsOf } from "../plan/edits.ts";
import { type Plan, planning, planOf, SHORTEST_REMEMBERED } from "../plan/plan.ts";
import type { Provider, Purpose } from "../providers/provider.ts";
import { shorten } from "../rules/list.ts";
import type { Sight } from "../rules/rule.ts";
import type { Ledger, Remembered } from "../memory/ledger.ts";
import { Breath } from "./breath.ts";
import type { House } from "./house.ts";
import { patiently } from "./patience.ts";
import { SentRows } from "./sent.ts";

/** A request that is read: who asks, what for, and the plain body. */
export interface Visit {
  readonly provider: Provider;
  readonly purpose: Purpose;
  readonly body: Uint8Array;
  readonly client: string;
}

/** What a request turned out to be. */
export interface Known {
  readonly conversation: Conversation;
  readonly key: string;
  readonly plan: Plan;
}

/** What goes up, and for which conversation; `undefined` there where the body is none that the provider reads. */
export interface Prepared {
  readonly body: Uint8Array;
  readonly known: Known | undefined;
}

/** Another process would have to win again and again, each time with another reference. */
const MOST_ROUNDS = 4;

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

/** Whose conversation it is: the one that we served before, or one that begins with this request. */
async function keyFor(conversation: Conversation, house: House): Promise<string> {
  const own = keyOf(conversation, false);
  if (isBeginning(conversation)) return own;
  const claim = claimOf(conversation);
  const owner = await patiently(() => house.ledger.owner(claim));
  return owner?.value?.key ?? own;
}

/** Plans, has the plan remembered, and plans again where another process was first: what the table says is sent. */
async function settle(
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
function unwritten(
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

function deskFor(conversation: Conversation, rows: SentRows, house: House): Desk {
  const { threshold, skip_tools, only_tools, disabled_rules } = house.config.compression;
  const disabled = new Set(disabled_rules);
  const shortenNow = (sight: Sight) => shorten(sight, noNote, disabled, true);
  return {
    sent: (block) => rows.of(block),
    newFrom: lastAnswerOf(conversation) + 1,
    unknown: "raw",
    mode: modeOf(house),
    threshold,
    skips: (tool) =>
      skip_tools.includes(tool) || (only_tools.length > 0 && !only_tools.includes(tool)),
    shorten: (sight) =>
      house.cache.answer(
        { original: sight.text, form: "plain", ask: `${sight.tool} ${sight.command}` },
        () => shortenNow(sight),
      ),
    store: (original) => house.originals.put(original),
  };
}

function modeOf({ bypass, config, ledger }: House): Mode {
  const isOff = bypass.on || !config.compression.enabled || isNewer(ledger) || ledger.full();
  if (isOff) return "off";
  return config.compression.dry_run ? "dry_run" : "on";
}

/** The tables are of a newer version, which this one reads and never writes. */
function isNewer({ state }: Ledger): boolean {
  return state === "newer";
}

/** Where nothing can be redeemed only rules that lose nothing run, and those write no note. */
function noNote(what: string): string {
  return `[${what}]`;
}

/** The blocks of which something may be remembered. */
function wantedOf(conversation: Conversation): { anchor: string; digest: string }[] {
  return conversation.blocks
    .filter((block) => block.length >= SHORTEST_REMEMBERED)
    .map((block) => ({ anchor: block.call.anchor, digest: block.digest }));
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
