import { sha256 } from "../text/digest.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { isBeginning } from "../conversation/owner.ts";
import type { Cause, Verdict } from "../conversation/verdict.ts";
import type { Collapsed, Placement } from "../plan/collapse.ts";
import type { Decision } from "../plan/decision.ts";
import { createLru } from "./lru.ts";

/** What one request sent. */
interface Sent {
  readonly head: string;
  /** A digest for each turn as the client said it. */
  readonly said: readonly string[];
  /** The same as it went up, placeholders of old texts aside. */
  readonly up: readonly string[];
  /** The placeholders that stand in each turn; nothing in most. */
  readonly aside: readonly (string | undefined)[];
  readonly at: number;
}

/** A request that goes up, with what was decided for its blocks and put back into its turns. */
export interface Going {
  readonly key: string;
  readonly conversation: Conversation;
  readonly decisions: readonly Decision[];
  readonly rebuilt: readonly { readonly turn: number; readonly digest: string }[];
  /** Old texts, and what went up in their place. */
  readonly collapsed: readonly Collapsed[];
}

/** Forks, side calls and jobs with equal first words share a conversation: so many ends of it are kept. */
const KEPT = 64;
/** About how many bytes a kept turn takes: the digests are shared with the readings. */
const BYTES_A_TURN = 32;

/** Compares each request with what was sent last for its conversation. Bounded to `maxBytes`. */
export class PrefixWatch {
  readonly #sent;
  /** Digests of texts that went up; they live as long as the ledger holds them in memory. */
  readonly #digests = new WeakMap<Decision | Placement, string>();

  constructor(maxBytes: number) {
    this.#sent = createLru<string, readonly Sent[]>({
      maxWeight: maxBytes,
      weigh: (kept) => kept.reduce((sum, sent) => sum + sent.up.length * BYTES_A_TURN + 200, 200),
    });
  }

  /** `undefined` for the first request of a conversation: there is nothing to compare with. */
  check(request: Going, now: number): Verdict | undefined {
    const { key, conversation } = request;
    const sent = this.#sentOf(request, now);
    const kept = this.#sent.get(key) ?? [];
    const ends = kept.filter((before) => heldOf(before.said, sent.said) < before.said.length);
    this.#sent.set(key, [sent, ...ends].slice(0, KEPT));
    const alike = kept.filter((before) => before.head === sent.head);
    // Others begin with the same words under another system prompt: CI jobs, subagents.
    if (kept.length === 0 || (alike.length === 0 && isBeginning(conversation))) return undefined;
    const before = beforeOf(sent, alike.length > 0 ? alike : kept);
    return isAnother(before, sent, conversation)
      ? undefined
      : verdictOf(before, sent, conversation.head.cacheLives);
  }

  #sentOf({ conversation, decisions, rebuilt, collapsed }: Going, at: number): Sent {
    const said = conversation.turns.map((turn) => turn.said.digest);
    const up = said.slice();
    conversation.blocks.forEach((block, i) => {
      const decision = decisions[i];
      if (decision.kind !== "keep") {
        up[block.turn] = sha256(`${up[block.turn]} ${this.#digestOf(decision, decision.text)}`);
      }
    });
    for (const { turn, digest } of rebuilt) up[turn] = sha256(`${up[turn]} ${digest}`);
    const aside: string[] = [];
    for (const { speech: { turn }, placement } of collapsed) {
      aside[turn] = sha256(`${aside[turn] ?? ""} ${this.#digestOf(placement, placement.text)}`);
    }
    return { head: conversation.head.digest, said, up, aside, at };
  }

  #digestOf(sent: Decision | Placement, text: string): string {
    const known = this.#digests.get(sent) ?? sha256(text);
    this.#digests.set(sent, known);
    return known;
  }
}

/** The request that this one goes on from: clients repeat what they said, so the one that it repeats the most of. */
function beforeOf(sent: Sent, kept: readonly Sent[]): Sent {
  return kept.map((before) => ({ before, said: heldOf(before.said, sent.said) }))
    .reduce((best, other) => {
      if (other.said !== best.said) return other.said > best.said ? other : best;
      return other.before.said.length < best.before.said.length ? other : best;
    }).before;
}

/** Both went on from the same first words, and each in its own way before any answer: jobs with equal prompts. */
function isAnother(before: Sent, sent: Sent, { turns }: Conversation): boolean {
  const common = heldOf(before.said, sent.said);
  return common > 0 && common < Math.min(before.said.length, sent.said.length) &&
    !turns.slice(0, common).some((turn) => turn.said.role === "assistant");
}

/** How many digests from the start are the same. */
function heldOf(before: readonly string[], after: readonly string[]): number {
  const most = Math.min(before.length, after.length);
  for (let i = 0; i < most; i++) if (before[i] !== after[i]) return i;
  return most;
}

function verdictOf(before: Sent, sent: Sent, lives: number): Verdict {
  const most = Math.min(before.up.length, sent.up.length);
  const beside = heldOf(before.up, sent.up);
  const held = Math.min(beside, asideOf(before, sent, most));
  const share = before.up.length === 0 ? 1 : held / before.up.length;
  // A step hides nothing that breaks behind it.
  if (beside < most && before.said[beside] === sent.said[beside]) return { share, cause: "ours" };
  // A rewind sends less than before, and all of it as before.
  if (held < most) return { share, cause: causeAt(held, before, sent) };
  if (before.head !== sent.head) return { share: 0, cause: "model_tools_system" };
  if (sent.at - before.at > lives) return { share: 0, cause: "expired" };
  return { share: 1, cause: undefined };
}

/** How many turns from the start have the same placeholders. */
function asideOf(before: Sent, sent: Sent, most: number): number {
  for (let i = 0; i < most; i++) if (before.aside[i] !== sent.aside[i]) return i;
  return most;
}

/** A step puts placeholders where there were none; they never change or go away. */
function causeAt(turn: number, before: Sent, sent: Sent): Cause {
  if (before.said[turn] !== sent.said[turn]) return "client";
  return before.aside[turn] === undefined ? "step" : "ours";
}
