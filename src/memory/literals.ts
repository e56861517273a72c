import { quote } from "../json/splice.ts";
import type { Placement } from "../plan/collapse.ts";
import type { Decision } from "../plan/decision.ts";

/**
 * What decisions put in a body, made once: a conversation sends the same texts again with every request.
 * Each lives as long as the ledger holds it in memory, where its bytes are counted.
 */
export class Literals {
  readonly #made = new WeakMap<Decision | Placement, Uint8Array>();

  /** The JSON literal of a decision's text. */
  of(decision: Decision | Placement, text: string): Uint8Array {
    const known = this.#made.get(decision);
    if (known) return known;
    // In memory of its own: a short buffer is part of a longer one, which it would keep alive.
    const made = new Uint8Array(quote(text));
    this.#made.set(decision, made);
    return made;
  }
}
