import { Account, added, type Bill, NO_TOKENS, type Tokens } from "../billing/bill.ts";
import { calibrated, type Prompt, type PromptBlock } from "../billing/prompt.ts";
import type { Prices } from "../billing/prices.ts";
import { factorOf, type Fit, lineOf, type Point } from "./fit.ts";
import type { Passage, Passages } from "./passages.ts";
import type { Source } from "./session.ts";
import { type Share, Shares } from "./shares.ts";

/** One side of the bill: all requests as they came, or as they went up. */
export interface Side {
  readonly tokens: Tokens;
  /** Of the requests whose price is known. */
  readonly dollars: number;
}

/** What a session costs, and what it would have cost. */
export interface Billed {
  readonly requests: number;
  readonly direct: Side;
  readonly sent: Side;
  readonly byRule: ReadonlyMap<string, Share>;
  readonly byTool: ReadonlyMap<string, Share>;
  /** Requests of models that nobody knows the price of. */
  readonly unpriced: ReadonlyMap<string, number>;
  /** Requests by model, and how the provider's counts follow from our estimates there. */
  readonly fits: ReadonlyMap<string, Fit & { readonly requests: number }>;
}

/** Bills a session on both sides, under its providers' caching rules and its own times. */
export function billedOf(passages: Passages, source: Source, prices: Prices): Billed {
  const fits = fitsOf(passages.all, source);
  const sides = { direct: new Reckoning(prices), sent: new Reckoning(prices) };
  const shares = new Shares(passages);
  const unpriced = new Map<string, number>();
  for (const passage of passages.all) {
    const fit = fits.get(passage.direct.model)!;
    const [direct, sent] = (["direct", "sent"] as const).map((side) => {
      const prompt = headed(calibrated(passage[side], fit.factor), fit.head);
      return { prompt, bill: sides[side].add(prompt, passage) };
    });
    if (direct.bill.price === undefined) add(unpriced, passage.direct.model);
    else shares.add(direct, sent);
  }
  return {
    requests: passages.all.length,
    direct: sides.direct.side(),
    sent: sides.sent.side(),
    byRule: shares.byRule,
    byTool: shares.byTool,
    unpriced,
    fits,
  };
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** By model: each has its own tokenizer, and subagents their own head. */
function fitsOf(
  passages: readonly Passage[],
  source: Source,
): Map<string, Fit & { requests: number }> {
  const models = Map.groupBy(passages, ({ direct }) => direct.model);
  return new Map(
    [...models].map(([model, all]) => {
      const side = source.kind === "recorded" ? source.counted : "direct";
      const points = all.flatMap((passage): Point[] => {
        const { usage } = passage;
        if (usage === undefined) return [];
        const counted = usage.input + usage.cacheRead + usage.cacheWrite;
        return counted > 0 ? [{ counted, estimated: estimateOf(passage[side]) }] : [];
      });
      const fit = source.kind === "recorded" ? factorOf(points) : lineOf(points);
      return [model, { ...fit, requests: all.length }];
    }),
  );
}

function estimateOf({ blocks }: Prompt): number {
  return blocks.reduce((sum, { tokens }) => sum + tokens, 0);
}

/** What a log does not hold stands before all else. */
function headed(prompt: Prompt, head: number): Prompt {
  if (head === 0) return prompt;
  const block: PromptBlock = {
    id: "head",
    tokens: head,
    kind: "tools",
    mark: undefined,
    ends: true,
  };
  return { ...prompt, blocks: [block, ...prompt.blocks] };
}

/** One account, added up. */
class Reckoning {
  readonly #account: Account;
  #tokens = NO_TOKENS;
  #dollars = 0;

  constructor(prices: Prices) {
    this.#account = new Account(prices);
  }

  add(prompt: Prompt, { at, begun, output }: Passage): Bill {
    const bill = this.#account.bill(prompt, { at, begun }, output);
    this.#tokens = added(this.#tokens, bill.tokens);
    this.#dollars += bill.dollars ?? 0;
    return bill;
  }

  side(): Side {
    return { tokens: this.#tokens, dollars: this.#dollars };
  }
}
