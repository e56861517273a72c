import { textAt } from "../json/spans.ts";
import type { Block, Conversation } from "../conversation/conversation.ts";
import type { Decision, Learned } from "./decision.ts";
import { type Desk, isUnknown, type Stage } from "./desk.ts";
import { guard } from "./guard.ts";
import { Past } from "./past.ts";
import { refer } from "./refer.ts";
import { replay } from "./replay.ts";
import { squeeze } from "./squeeze.ts";
import { standingsOf } from "./standing.ts";

/** The order is the policy: what was sent before wins, then what must not be touched, then savings. */
export const stages: readonly Stage[] = [replay, guard, refer, squeeze];

/** A shorter block can't be told from what no threshold ever lets through, so nothing is remembered of it. */
export const SHORTEST_REMEMBERED = 200;

/** A block that is decided for the first time. */
export interface Fresh {
  readonly block: Block;
  /** What was found for it; what goes up may be the block as it is, in a dry run. */
  readonly found: Decision;
}

/** A stage that failed on a block, which is kept. */
export interface Fault {
  readonly block: Block;
  readonly error: unknown;
}

/** All decisions for one request. */
export interface Plan {
  /** One for each block of the conversation, in the same order. */
  readonly decisions: readonly Decision[];
  /** To be remembered before the request goes up. */
  readonly learned: readonly Learned[];
  readonly fresh: readonly Fresh[];
  readonly faults: readonly Fault[];
}

/** Decides every block. The same conversation and the same desk make the same plan. */
export function planOf(conversation: Conversation, desk: Desk): Plan {
  const steps = planning(conversation, desk);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same in steps, one for each block that is not known: looking through a text may take long. */
export function* planning(conversation: Conversation, desk: Desk): Generator<void, Plan> {
  const past = new Past();
  const fresh: Fresh[] = [];
  const faults: Fault[] = [];
  const learned: Learned[] = [];
  for (const block of conversation.blocks) {
    const rows = desk.sent(block);
    if (rows.length === 0) yield* lookedThrough(block);
    const found = decide(block, rows);
    const isGuess = desk.unknown === "decide" && isUnknown({ block, rows }, desk);
    const isKnown = rows.includes(found);
    const decision = desk.mode === "dry_run" && !isKnown && !isGuess ? asDryRun(found) : found;
    past.add(block, decision);
    if (isKnown || block.length < SHORTEST_REMEMBERED) continue;
    yield;
    if (isGuess) continue;
    const { anchor, digest } = block;
    learned.push({ anchor, digest, decision, seen: rows.length });
    if (block.turn >= desk.newFrom) fresh.push({ block, found });
  }
  return { decisions: past.decisions, learned, fresh, faults };

  /** Where lines of a block may stand is found before it is decided, a text a step. */
  function* lookedThrough(block: Block): Generator<void> {
    if (block.turn < desk.newFrom || block.length < desk.threshold || desk.mode === "off") return;
    for (const standing of standingsOf({ block, before: past, conversation }, desk)) {
      if (standing.lines.hashes.length > 0) yield;
    }
  }

  function decide(block: Block, rows: readonly Decision[]): Decision {
    let read: string | undefined;
    const text = () => read ??= textAt(conversation.body, block.place) ?? "";
    try {
      for (const stage of stages) {
        const decision = stage.decide({ conversation, block, rows, text, before: past }, desk);
        if (decision) return decision;
      }
      return { kind: "keep", because: "no_rule" };
    } catch (error) {
      faults.push({ block, error });
      return { kind: "keep", because: "error" };
    }
  }
}

/** What a dry run sends in place of what it found. */
function asDryRun(found: Decision): Decision {
  return found.kind === "keep" ? found : { kind: "keep", because: "dry_run" };
}
