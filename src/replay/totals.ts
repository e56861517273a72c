import { added, NO_TOKENS } from "../billing/bill.ts";
import type { Billed, Side } from "./bills.ts";
import type { Share } from "./shares.ts";

/** What several sessions come to. */
export type Sum = Omit<Billed, "fits">;

/** Adds up sessions. */
export function sumOf(all: readonly Billed[]): Sum {
  return {
    requests: all.reduce((sum, { requests }) => sum + requests, 0),
    direct: sideOf(all.map(({ direct }) => direct)),
    sent: sideOf(all.map(({ sent }) => sent)),
    byRule: sharesOf(all.map(({ byRule }) => byRule)),
    byTool: sharesOf(all.map(({ byTool }) => byTool)),
    unpriced: countsOf(all.map(({ unpriced }) => unpriced)),
  };
}

/** What of the direct bill is saved, in percent; negative where it would have cost more. */
export function savedPct({ direct, sent }: Pick<Sum, "direct" | "sent">): number {
  return direct.dollars === 0 ? 0 : 100 * (direct.dollars - sent.dollars) / direct.dollars;
}

function sideOf(sides: readonly Side[]): Side {
  return sides.reduce((sum, { tokens, dollars }) => ({
    tokens: added(sum.tokens, tokens),
    dollars: sum.dollars + dollars,
  }), { tokens: NO_TOKENS, dollars: 0 });
}

function sharesOf(all: readonly ReadonlyMap<string, Share>[]): Map<string, Share> {
  const sums = new Map<string, Share>();
  for (const [name, share] of all.flatMap((shares) => [...shares])) {
    const sum = sums.get(name) ?? { results: 0, direct: 0, sent: 0 };
    sums.set(name, {
      results: sum.results + share.results,
      direct: sum.direct + share.direct,
      sent: sum.sent + share.sent,
    });
  }
  return sums;
}

function countsOf(all: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [name, count] of all.flatMap((counts) => [...counts])) {
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return sums;
}
