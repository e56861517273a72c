import type { Usage } from "../conversation/answer.ts";
import type { Cause, Verdict } from "../conversation/verdict.ts";
import type { Decision } from "../plan/decision.ts";
import { Counts } from "./counts.ts";
import { type Delay, Latency } from "./latency.ts";
import { Money } from "./money.ts";
import { dollarsSaved, type Receipt, requestSumsOf, STALE } from "./receipt.ts";
import { Receipts } from "./receipts.ts";
import type { Totals } from "./totals/totals.ts";

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
  #checked = 0;
  #held = 0;
  #shares = 0;
  #transformed = 0;
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
  readonly #causes: Record<Cause, number> = {
    ours: 0,
    step: 0,
    client: 0,
    model_tools_system: 0,
    expired: 0,
  };
  readonly #expand = { calls: 0, hits: 0, misses: 0, pair_tokens: 0 };
  readonly #usage = { input: 0, cache_read: 0, cache_write: 0, cache_write_long: 0, output: 0 };
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
    if (!isHit || rule === undefined) return;
    this.#byRule.expanded(rule);
    this.#beyond.addPart({ kind: "rule", name: rule }, { expands: 1 });
  }

  /** What stands in a request because the model asked for originals earlier, in tokens. */
  carried(tokens: number): void {
    this.#expand.pair_tokens += tokens;
  }

  /** Blocks that the provider did not take as they were sent (`input_transformations`). */
  transformed(blocks: number): void {
    this.#transformed += blocks;
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
    this.#judge(verdict);
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
    this.#byRule.add(STALE, sums);
    this.#beyond.addPart({ kind: "rule", name: STALE }, sums);
  }

  /** An answer was billed. */
  enter(receipt: Receipt): void {
    const { client, model, settled: { reading } } = receipt;
    const sums = requestSumsOf(receipt);
    this.#receipts.add(receipt);
    this.#money.add(model, sums, reading);
    this.#beyond.addRequest({ client, model: model || UNKNOWN }, sums);
    const { rules, tools } = dollarsSaved(receipt);
    this.#stale.saved_usd += rules.get(STALE) ?? 0;
    this.#stale.step_usd += receipt.step;
    for (const [name, saved_usd] of rules) {
      this.#byRule.add(name, { saved_usd });
      this.#beyond.addPart({ kind: "rule", name }, { saved_usd });
    }
    for (const [name, saved_usd] of tools) {
      this.#byTool.add(name || UNKNOWN, { saved_usd });
      this.#beyond.addPart({ kind: "tool", name: name || UNKNOWN }, { saved_usd });
    }
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
      const rule = found.kind === "squeeze" ? found.rule : found.kind;
      this.#byRule.add(rule, sums);
      this.#beyond.addPart({ kind: "rule", name: rule }, sums);
    }
    this.#byTool.add(tool || UNKNOWN, sums);
    this.#beyond.addPart({ kind: "tool", name: tool || UNKNOWN }, sums);
    this.#byModel.add(model || UNKNOWN, sums);
    this.#byClient.add(client, sums);
  }

  used(usage: Usage): void {
    this.#usage.input += usage.input;
    this.#usage.cache_read += usage.cacheRead;
    this.#usage.cache_write += usage.cacheWrite;
    this.#usage.cache_write_long += usage.cacheWriteLong;
    this.#usage.output += usage.output;
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
      prefix: {
        checked: this.#checked,
        held: this.#held,
        share_pct: this.#checked === 0 ? 100 : Math.round(1000 * this.#shares / this.#checked) / 10,
        steps: this.#causes.step,
        breaks: this.#breaks,
        transformed: this.#transformed,
        ...this.#money.readings(),
      },
      stale_turns: { ...this.#stale },
      expand: { ...this.#expand, rate_pct: this.#expandPct },
      usage: { ...this.#usage },
      cost: this.#money.cost(),
      receipts: this.#receipts.toJSON(),
    };
  }

  #judge(verdict: Verdict | undefined): void {
    if (verdict === undefined) return;
    this.#checked++;
    this.#shares += verdict.share;
    if (verdict.cause === undefined) this.#held++;
    else this.#causes[verdict.cause]++;
  }

  /** A step is planned, and no break. */
  get #breaks(): Omit<Record<Cause, number>, "step"> {
    const { step: _, ...breaks } = this.#causes;
    return breaks;
  }
}
