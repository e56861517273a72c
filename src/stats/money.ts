import type { Reading } from "./provider_cache.ts";
import { addTo, noRequests, type RequestSums } from "./sums.ts";

/** Models of unknown price that are named. */
const MOST_NAMED = 20;

/** What requests cost and saved since the start. */
export class Money {
  readonly #sums = noRequests();
  readonly #unknown = new Set<string>();
  readonly #readings = { provider_missed: 0, provider_missed_tokens: 0 };

  add(model: string, sums: Partial<RequestSums>, reading: Reading): void {
    addTo(this.#sums, sums);
    if (sums.unpriced && this.#unknown.size < MOST_NAMED) this.#unknown.add(model);
    if (reading.kind !== "missed") return;
    this.#readings.provider_missed++;
    this.#readings.provider_missed_tokens += Math.round(reading.tokens);
  }

  /** As `cost` in the stats: of what the provider told tokens of, and apart from it what is an estimate. */
  cost() {
    return { ...costOf(this.#sums), unknown_models: [...this.#unknown] };
  }

  /** Where a prompt was as before, and the provider did not read what it had. */
  readings(): { readonly provider_missed: number; readonly provider_missed_tokens: number } {
    return { ...this.#readings };
  }
}

/** What sums of requests say of money. Dollars; what was saved may be negative. */
export function costOf(sums: RequestSums) {
  const saved = sums.direct_usd - sums.sent_usd;
  return {
    saved_usd: saved,
    saved_pct: sums.direct_usd > 0 ? Math.round(1000 * saved / sums.direct_usd) / 10 : 0,
    sent_usd: sums.sent_usd,
    direct_usd: sums.direct_usd,
    tool_usd: sums.tool_usd,
    expand_usd: sums.expand_usd,
    requests: sums.billed,
    estimated_usd: sums.estimated_usd,
    estimated_requests: sums.estimated,
    unpriced_requests: sums.unpriced,
  };
}
