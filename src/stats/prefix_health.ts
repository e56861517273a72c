import type { Cause, Verdict } from "../conversation/verdict.ts";
import type { Reading } from "./provider_cache.ts";

/** Whether requests begin with what was sent before, whose doing it is where they don't, and what providers made of it. */
export class PrefixHealth {
  #checked = 0;
  #held = 0;
  #shares = 0;
  #transformed = 0;
  #missed = 0;
  #missedTokens = 0;
  readonly #causes: Record<Cause, number> = {
    ours: 0,
    step: 0,
    client: 0,
    model_tools_system: 0,
    expired: 0,
  };

  /** A request was compared with the one before it; `undefined`: there was none. */
  judge(verdict: Verdict | undefined): void {
    if (verdict === undefined) return;
    this.#checked++;
    this.#shares += verdict.share;
    if (verdict.cause === undefined) this.#held++;
    else this.#causes[verdict.cause]++;
  }

  /** What the provider read, beside what it could have read. */
  read(reading: Reading): void {
    if (reading.kind !== "missed") return;
    this.#missed++;
    this.#missedTokens += Math.round(reading.tokens);
  }

  /** Blocks that the provider did not take as they were sent (`input_transformations`). */
  transformed(blocks: number): void {
    this.#transformed += blocks;
  }

  toJSON() {
    // A step is planned, and no break.
    const { step: steps, ...breaks } = this.#causes;
    return {
      checked: this.#checked,
      held: this.#held,
      share_pct: this.#checked === 0 ? 100 : Math.round(1000 * this.#shares / this.#checked) / 10,
      steps,
      breaks,
      transformed: this.#transformed,
      provider_missed: this.#missed,
      provider_missed_tokens: this.#missedTokens,
    };
  }
}
