import { type Bill, dollarsByBlock } from "../billing/bill.ts";
import type { Prompt } from "../billing/prompt.ts";
import { type Passages, ruleOf } from "./passages.ts";

/** What the results of one tool, or those that one rule shortened, cost on both sides, in dollars. */
export interface Share {
  results: number;
  direct: number;
  sent: number;
}

/** Who brought what: the results of each tool, and those that each rule shortened. */
export class Shares {
  readonly byRule = new Map<string, Share>();
  readonly byTool = new Map<string, Share>();
  readonly #passages: Passages;
  readonly #seen = new Set<string>();

  constructor(passages: Passages) {
    this.#passages = passages;
  }

  add(direct: Priced, sent: Priced): void {
    const [before, after] = [dollarsByCall(direct), dollarsByCall(sent)];
    for (const [callId, dollars] of before) {
      const fate = this.#passages.fateOf(callId);
      if (fate === undefined) continue;
      const isNew = !this.#seen.has(callId);
      this.#seen.add(callId);
      const cost = { results: isNew ? 1 : 0, direct: dollars, sent: after.get(callId) ?? 0 };
      enter(this.byTool, fate.tool || "(unknown)", cost);
      const rule = ruleOf(fate);
      if (rule !== undefined) enter(this.byRule, rule, cost);
    }
  }
}

/** A prompt and what it was billed. */
export interface Priced {
  readonly prompt: Prompt;
  readonly bill: Bill;
}

function dollarsByCall(
  { prompt: { blocks }, bill: { tokens, price } }: Priced,
): Map<string, number> {
  const byCall = new Map<string, number>();
  const dollars = price ? dollarsByBlock(blocks, tokens, price) : [];
  blocks.forEach(({ callId, kind }, i) => {
    if (callId === undefined || kind !== "result") return;
    byCall.set(callId, (byCall.get(callId) ?? 0) + (dollars[i] ?? 0));
  });
  return byCall;
}

function enter(shares: Map<string, Share>, name: string, cost: Readonly<Share>): void {
  const share = shares.get(name) ?? { results: 0, direct: 0, sent: 0 };
  share.results += cost.results;
  share.direct += cost.direct;
  share.sent += cost.sent;
  shares.set(name, share);
}
