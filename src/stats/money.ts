import { addTo, noRequests, type RequestSums } from "./sums.ts";

/** Models of unknown price that are named. */
const MOST_NAMED = 20;

/** What requests cost and saved since the start. */
export class Money {
  readonly #sums = noRequests();
  readonly #unknown = new Set<string>();

  add(model: string, sums: Partial<RequestSums>): void {
    addTo(this.#sums, sums);
    if (sums.unpriced && this.#unknown.size < MOST_NAMED) this.#unknown.add(model);
  }

  /** As `cost` in the stats: of what the provider told tokens of, and apart from it what is an estimate. */
  cost() {
    return { ...costOf(this.#sums), unknown_models: [...this.#unknown] };
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
