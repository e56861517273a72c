import type { Usage } from "../conversation/answer.ts";
import type { Verdict } from "../conversation/verdict.ts";
import type { Decision } from "../plan/decision.ts";
import { Counts } from "./counts.ts";
import { type Delay, Latency } from "./latency.ts";
import { Money } from "./money.ts";
import { PrefixHealth } from "./prefix_health.ts";
import { dollarsSaved, type Receipt, requestSumsOf, STALE, usageFacts } from "./receipt.ts";
import { Receipts } from "./receipts.ts";
import { addTo, type PartSums } from "./sums.ts";
import type { Heading, Totals } from "./totals/totals.ts";

/** What one request took of us before it went up, and how it begins. */
export interface Passed {
  readonly verdict: Verdict | undefined;
  readonly delay: Delay;
}

/** A block that went up for the first time, and what was found for it. */
export interface FreshBlock {
  readonly client: string;
  readonly model: string;
  readonly tool: string;
  /** What it says, in UTF-16 units. */
  readonly chars: number;
  readonly found: Decision;
  /** What that saves, in the model's tokens. */
  readonly savedTokens: number;
}

/** What placeholders of old texts brought in one request. Tokens are estimates. */
export interface StaleTexts {
  readonly savedTokens: number;
  readonly step: StepTaken | undefined;
}

/** A step that one request took. */
export interface StepTaken {
  readonly texts: number;
  readonly chars: number;
  readonly savedChars: number;
  /** In each request from then on. */
  readonly savedTokens: number;
  /** What the provider's cache held and does not any more, as its beginning is another. */
  readonly rewrittenTokens: number;
}

/** A call for an original, and the rule whose shortening it was made for, where that is known. */
export interface Expanded {
  readonly isHit: boolean;
  readonly rule: string | undefined;
}

/** What has no name. */
const UNKNOWN = "(unknown)";

/** Where all is added up that outlives the process. */
export type Beyond = Pick<Totals, "addRequest" | "addPart">;

const NOWHERE: Beyond = { addRequest: () => {}, addPart: () => {} };

/** Adds up what requests brought, for as long as the process runs. */
export class Tally {
  readonly #beyond: Beyond;
  #requests = 0;
  #unknown = 0;
  #compressions = 0;
  #originalChars = 0;
  #savedChars = 0;
  #savedTokens = 0;
  readonly #stale = {
    collapsed: 0,
    saved_chars: 0,
    steps: 0,
    saved_tokens: 0,
    rewritten_tokens: 0,
    saved_usd: 0,
    step_usd: 0,
  };
  readonly #faults = new Map<string, number>();
  readonly #expand = { calls: 0, hits: 0, misses: 0, pair_tokens: 0 };
  readonly #usage = { input: 0, cache_read: 0, cache_write: 0, cache_write_long: 0, output: 0 };
  readonly #prefix = new PrefixHealth();
  readonly #byTool = new Counts();
  readonly #byRule = new Counts();
  readonly #byModel = new Counts();
  readonly #byClient = new Counts();
  readonly #latency = new Latency();
  readonly #money = new Money();
  readonly #receipts = new Receipts();

  constructor(beyond: Beyond = NOWHERE) {
    this.#beyond = beyond;
  }

  /** The model asked for an original. */
  expanded({ isHit, rule }: Expanded): void {
    this.#expand.calls++;
    if (isHit) this.#expand.hits++;
    else this.#expand.misses++;
    if (isHit && rule !== undefined) this.#add("rule", rule, { expands: 1 });
  }

  /** What stands in a request because the model asked for originals earlier, in tokens. */
  carried(tokens: number): void {
    this.#expand.pair_tokens += tokens;
  }

  /** Blocks that the provider did not take as they were sent (`input_transformations`). */
  transformed(blocks: number): void {
    this.#prefix.transformed(blocks);
  }

  /** A block was kept, since a rule failed on it: by the error's name, which is ours. */
  fault(name: string): void {
    this.#faults.set(name, (this.#faults.get(name) ?? 0) + 1);
  }

  /** A conversation goes on of which the ledger knows nothing. */
  unknown(): void {
    this.#unknown++;
  }

  /** A request that was passed on, read or not. */
  request(): void {
    this.#requests++;
  }

  add({ delay, verdict }: Passed): void {
    this.#latency.add(delay);
    this.#prefix.judge(verdict);
  }

  /** Old texts that go up as placeholders; those of `step` for the first time. */
  stale({ step, savedTokens }: StaleTexts): void {
    this.#stale.saved_tokens += savedTokens;
    if (step === undefined) return;
    this.#stale.steps++;
    this.#stale.collapsed += step.texts;
    this.#stale.saved_chars += step.savedChars;
    this.#stale.rewritten_tokens += step.rewrittenTokens;
    const sums = {
      blocks: step.texts,
      original_chars: step.chars,
      saved_chars: step.savedChars,
      saved_tokens: step.savedTokens,
    };
    this.#add("rule", STALE, sums);
  }

  /** An answer was billed. */
  enter(receipt: Receipt): void {
    const { client, model, settled: { reading } } = receipt;
    const sums = requestSumsOf(receipt);
    this.#receipts.add(receipt);
    this.#money.add(model, sums);
    this.#prefix.read(reading);
    this.#beyond.addRequest({ client, model: model || UNKNOWN }, sums);
    const { rules, tools } = dollarsSaved(receipt);
    this.#stale.saved_usd += rules.get(STALE) ?? 0;
    this.#stale.step_usd += receipt.step;
    for (const [name, saved_usd] of rules) this.#add("rule", name, { saved_usd });
    for (const [name, saved_usd] of tools) this.#add("tool", name, { saved_usd });
  }

  fresh({ client, model, tool, chars, found, savedTokens }: FreshBlock): void {
    const isShort = found.kind !== "keep";
    const savedChars = isShort ? chars - found.text.length : 0;
    this.#originalChars += chars;
    this.#savedChars += savedChars;
    this.#savedTokens += savedTokens;
    const sums = {
      blocks: 1,
      original_chars: chars,
      saved_chars: savedChars,
      saved_tokens: savedTokens,
    };
    if (isShort) {
      this.#compressions++;
      this.#add("rule", found.kind === "squeeze" ? found.rule : found.kind, sums);
    }
    this.#add("tool", tool, sums);
    this.#byModel.add(model || UNKNOWN, sums);
    this.#byClient.add(client, sums);
  }

  used(usage: Usage): void {
    addTo(this.#usage, usageFacts(usage));
  }

  /** What was saved of what went up for the first time, in percent of characters. */
  get savingsPct(): number {
    if (this.#originalChars === 0) return 0;
    return Math.round(1000 * this.#savedChars / this.#originalChars) / 10;
  }

  /** How many of the blocks that were shortened were asked for again, in percent. */
  get #expandPct(): number {
    if (this.#compressions === 0) return 0;
    return Math.round(1000 * this.#expand.hits / this.#compressions) / 10;
  }

  get requests(): number {
    return this.#requests;
  }

  toJSON() {
    return {
      requests: this.#requests,
      unknown_conversations: this.#unknown,
      compressions: this.#compressions,
      total_original_chars: this.#originalChars,
      total_saved_chars: this.#savedChars,
      total_saved_tokens: this.#savedTokens,
      savings_pct: this.savingsPct,
      faults: Object.fromEntries(this.#faults),
      by_tool: this.#byTool.toJSON(),
      by_rule: this.#byRule.toJSON(),
      by_model: this.#byModel.toJSON(),
      by_client: this.#byClient.toJSON(),
      latency: this.#latency.toJSON(),
      prefix: this.#prefix.toJSON(),
      stale_turns: { ...this.#stale },
      expand: { ...this.#expand, rate_pct: this.#expandPct },
      usage: { ...this.#usage },
      cost: this.#money.cost(),
      receipts: this.#receipts.toJSON(),
    };
  }

  /** Here, and where it outlives the process. */
  #add(kind: Heading["kind"], name: string, sums: Partial<PartSums>): void {
    const heading = { kind, name: name || UNKNOWN };
    (kind === "rule" ? this.#byRule : this.#byTool).add(heading.name, sums);
    this.#beyond.addPart(heading, sums);
  }
}
