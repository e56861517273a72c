import { sha256 } from "../text/digest.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { isBeginning } from "../conversation/owner.ts";
import type { Verdict } from "../conversation/verdict.ts";
import type { Decision } from "../plan/decision.ts";
import { createLru } from "./lru.ts";

/** What one request sent. */
interface Sent {
  readonly head: string;
  /** A digest for each turn as the client said it. */
  readonly said: readonly string[];
  /** The same as it went up. */
  readonly up: readonly string[];
  readonly at: number;
}

/** Forks and side calls share a conversation: this many of its latest requests are kept to compare with. */
const KEPT = 4;
/** About how many bytes a kept turn takes: the digests are shared with the readings. */
const BYTES_A_TURN = 32;

/** Compares each request with what was sent last for its conversation. Bounded to `maxBytes`. */
export class PrefixWatch {
  readonly #sent;
  /** Digests of texts that went up; a decision lives as long as the ledger holds it in memory. */
  readonly #digests = new WeakMap<Decision, string>();

  constructor(maxBytes: number) {
    this.#sent = createLru<string, readonly Sent[]>({
      maxWeight: maxBytes,
      weigh: (kept) => kept.reduce((sum, sent) => sum + sent.up.length * BYTES_A_TURN + 200, 200),
    });
  }

  /** `undefined` for the first request of a conversation: there is nothing to compare with. */
  check(
    key: string,
    conversation: Conversation,
    decisions: readonly Decision[],
    now: number,
  ): Verdict | undefined {
    const sent = this.#sentOf(conversation, decisions, now);
    const kept = this.#sent.get(key) ?? [];
    this.#sent.set(key, [sent, ...kept].slice(0, KEPT));
    const alike = kept.filter((before) => before.head === sent.head);
    // Others begin with the same words under another system prompt: CI jobs, subagents.
    if (kept.length === 0 || (alike.length === 0 && isBeginning(conversation))) return undefined;
    const nearest = (alike.length > 0 ? alike : kept)
      .map((before) => ({ before, length: heldOf(before, sent) }))
      .reduce((best, other) => (other.length > best.length ? other : best));
    return verdictOf(nearest.before, sent, nearest.length, conversation.head.cacheLives);
  }

  #sentOf(conversation: Conversation, decisions: readonly Decision[], at: number): Sent {
    const said = conversation.turns.map((turn) => turn.said.digest);
    const up = said.slice();
    conversation.blocks.forEach((block, i) => {
      const decision = decisions[i];
      if (decision.kind !== "keep") {
        up[block.turn] = sha256(`${up[block.turn]} ${this.#digestOf(decision, decision.text)}`);
      }
    });
    return { head: conversation.head.digest, said, up, at };
  }

  #digestOf(decision: Decision, text: string): string {
    const known = this.#digests.get(decision) ?? sha256(text);
    this.#digests.set(decision, known);
    return known;
  }
}

/** How many turns from the start went up alike. */
function heldOf(before: Sent, sent: Sent): number {
  const most = Math.min(before.up.length, sent.up.length);
  for (let i = 0; i < most; i++) if (before.up[i] !== sent.up[i]) return i;
  return most;
}

function verdictOf(before: Sent, sent: Sent, held: number, lives: number): Verdict {
  const share = before.up.length === 0 ? 1 : held / before.up.length;
  // A rewind sends less than before, and all of it as before.
  const isWhole = held === Math.min(before.up.length, sent.up.length);
  if (!isWhole) return { share, cause: before.said[held] === sent.said[held] ? "ours" : "client" };
  if (before.head !== sent.head) return { share: 0, cause: "model_tools_system" };
  if (sent.at - before.at > lives) return { share: 0, cause: "expired" };
  return { share: 1, cause: undefined };
}
