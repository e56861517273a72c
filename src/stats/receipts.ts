import { sizeOf } from "../billing/bill.ts";
import { type Receipt, usageFacts } from "./receipt.ts";
import type { Change } from "./sent_prompt.ts";

/** So many are told. */
const MOST = 20;

/** A receipt without its prompts, which are long. */
type Slip = Omit<Receipt, "settled"> & { readonly settled: Omit<Receipt["settled"], "savedAt"> };

/** The latest receipts. */
export class Receipts {
  #latest: readonly Slip[] = [];

  add(receipt: Receipt): void {
    const { savedAt: _, ...settled } = receipt.settled;
    this.#latest = [...this.#latest.slice(1 - MOST), { ...receipt, settled }];
  }

  /** The latest first. */
  toJSON() {
    return this.#latest.map(factsOf).reverse();
  }
}

/** A receipt as the stats tell it. Tokens are the model's own, about, where the provider did not count them. */
function factsOf({ at, client, model, round, bytes, settled, changes, hidden }: Slip) {
  const { usage, direct, sent, dollars, reading, factor } = settled;
  const saved = (nameOf: (change: Change) => string | undefined) => {
    const tokens: Record<string, number> = {};
    for (const change of changes) {
      const name = nameOf(change);
      if (name === undefined) continue;
      tokens[name] = Math.round((tokens[name] ?? 0) + factor * change.tokens);
    }
    return tokens;
  };
  return {
    at: new Date(at).toISOString(),
    client,
    model,
    round,
    bytes,
    tokens: { in: Math.round(sizeOf(direct)), up: Math.round(sizeOf(sent)) },
    saved_by_rule: saved((change) => change.why === "shortened" ? change.rule : change.why),
    saved_by_tool: saved((change) => change.why === "shortened" ? change.tool : undefined),
    usage: usage ? usageFacts(usage) : null,
    provider_cache: reading.kind,
    cost: dollars
      ? {
        is_estimate: usage === undefined,
        sent_usd: dollars.sent,
        direct_usd: dollars.direct - hidden,
        saved_usd: dollars.direct - hidden - dollars.sent,
      }
      : null,
  };
}
