import type { Usage } from "../conversation/answer.ts";
import type { Settled } from "./biller.ts";
import type { Change } from "./sent_prompt.ts";
import type { RequestSums } from "./sums.ts";

/** What one answer of a provider came to: a request of the client, or a further round of one. */
export interface Receipt {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly client: string;
  readonly model: string;
  /** `further`: the model asked for an original, and was asked to go on; the client made no request of it. */
  readonly round: "first" | "further";
  /** Of the body, as it came and as it went up. */
  readonly bytes: { readonly in: number; readonly up: number };
  readonly settled: Settled;
  /** What was changed in the prompt. */
  readonly changes: readonly Change[];
  /** What the answer's calls of ours cost, in dollars: the client's model would not have made them. */
  readonly hidden: number;
  /** What the step of stale turns cost that this request took; 0 where it took none. */
  readonly step: number;
}

/** What a receipt adds to the sums. */
export function requestSumsOf(receipt: Receipt): Partial<RequestSums> {
  const { settled: { usage, dollars }, round, hidden } = receipt;
  const requests = round === "first" ? 1 : 0;
  const tokens = usage ? usageFacts(usage) : {};
  if (dollars === undefined) return { requests, unpriced: requests, ...tokens };
  const saved = dollars.direct - dollars.sent - hidden;
  if (usage === undefined) return { requests, estimated: requests, estimated_usd: saved };
  const byUs = spentOf(receipt);
  return {
    requests,
    billed: requests,
    ...tokens,
    sent_usd: dollars.sent,
    direct_usd: dollars.direct - hidden,
    tool_usd: byUs.tool,
    expand_usd: byUs.expand + hidden + (round === "further" ? dollars.sent - dollars.direct : 0),
  };
}

/** Usage as the stats tell it. */
export function usageFacts({ input, cacheRead, cacheWrite, cacheWriteLong, output }: Usage) {
  return {
    input,
    cache_read: cacheRead,
    cache_write: cacheWrite,
    cache_write_long: cacheWriteLong,
    output,
  };
}

/** What the tool and the calls of ours that stand in a prompt cost, in dollars. */
function spentOf(receipt: Receipt): Record<"tool" | "expand", number> {
  const spent = { tool: 0, expand: 0 };
  for (const { change: { why }, dollars } of savingsOf(receipt)) {
    if (why === "tool" || why === "expand") spent[why] -= dollars;
  }
  return spent;
}

/** What each change of a prompt saved, in dollars. A block's saving is its changes' by their tokens. */
function savingsOf({ changes, settled }: Receipt) {
  const tokens = new Map<number, number>();
  for (const change of changes) {
    tokens.set(change.at, (tokens.get(change.at) ?? 0) + change.tokens);
  }
  return changes.map((change) => {
    const all = tokens.get(change.at) ?? 0;
    const share = all === 0 ? 0 : change.tokens / all;
    return { change, dollars: share * settled.savedAt(change.at) };
  });
}

/** What was saved in one request in dollars, by the rules that did it and in the results of which tools. */
export interface Savings {
  readonly rules: ReadonlyMap<string, number>;
  readonly tools: ReadonlyMap<string, number>;
}

/** What placeholders of old texts save is told beside what rules do. */
export const STALE = "stale_turns";

/** What a step costs, in dollars: all that it left as it was stood in the cache, and is paid anew. */
export function stepCost(
  { savedAt, usage }: Settled,
  changes: readonly Change[],
  blocks: number,
): number {
  if (usage === undefined) return 0;
  const changed = new Set(changes.map(({ at }) => at));
  let cost = 0;
  for (let at = 0; at < blocks; at++) if (!changed.has(at)) cost -= savedAt(at);
  return cost;
}

/** Whose doing it is that a request cost less. Estimates are no money. */
export function dollarsSaved(receipt: Receipt): Savings {
  const saved = { rules: new Map<string, number>(), tools: new Map<string, number>() };
  if (receipt.settled.usage === undefined) return saved;
  const add = (sums: Map<string, number>, name: string, dollars: number) =>
    sums.set(name, (sums.get(name) ?? 0) + dollars);
  for (const { change, dollars } of savingsOf(receipt)) {
    if (change.why === "stale") add(saved.rules, STALE, dollars);
    if (change.why !== "shortened") continue;
    add(saved.rules, change.rule, dollars);
    add(saved.tools, change.tool, dollars);
  }
  return saved;
}
