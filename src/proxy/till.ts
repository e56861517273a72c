import { setImmediate } from "node:timers/promises";
import type { Prices } from "../billing/prices.ts";
import { BlockMemo } from "../billing/memo.ts";
import type { Log } from "../config/log.ts";
import type { Decision } from "../plan/decision.ts";
import { Biller } from "../stats/biller.ts";
import type { Receipt } from "../stats/receipt.ts";
import { type Added, SentPrompts } from "../stats/sent_prompt.ts";
import { sha256 } from "../text/digest.ts";
import { tokensOf } from "../text/tokens.ts";
import { Breath } from "./breath.ts";
import { OpenBill, type Prompts, type Purchase } from "./open_bill.ts";
import { placeOf } from "./place.ts";

/** What a till needs of the house. */
export interface TillOptions {
  readonly prices: Prices;
  readonly log: Log;
  readonly now: () => number;
  /** Takes the receipts. */
  readonly enter: (receipt: Receipt) => void;
}

/** Bills requests while they are answered and after: no request and no answer waits for it. */
export class Till {
  readonly #options: TillOptions;
  readonly #biller: Biller;
  readonly #memo = new BlockMemo();
  readonly #prompts = new SentPrompts();
  readonly #atWork = new Set<Promise<unknown>>();
  /** Prompts are made one after the other, so that caches are asked in the order in which requests went up. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: TillOptions) {
    this.#options = options;
    this.#biller = new Biller(options.prices);
  }

  /** A request is going up. */
  open(purchase: Purchase): OpenBill {
    const { now, enter } = this.#options;
    return new OpenBill(purchase, {
      biller: this.#biller,
      now,
      enter,
      promptsOf: () => this.#inTurn(() => this.#promptsOf(purchase)),
      work: (work) => this.#work(work),
    });
  }

  /** What a decision takes away of a block, in the model's tokens. */
  saves(found: Exclude<Decision, { kind: "keep" }>, original: () => string, model: string): number {
    const weighed = this.#prompts.weigh(found, original);
    return Math.round(this.#biller.factorOf(model) * (weighed.original - weighed.text));
  }

  /** Resolves when every answer that is down has been billed. */
  async idle(): Promise<void> {
    while (this.#atWork.size > 0) await Promise.all(this.#atWork);
  }

  async #promptsOf({ known, provider }: Purchase): Promise<Prompts> {
    // A turn of the event loop takes the request on its way.
    await setImmediate();
    const { conversation, plan: { decisions }, rebuilt, stale: { collapsed } } = known;
    const breath = new Breath();
    const direct = await breath.through(provider.promptOf(conversation, this.#memo));
    const tool = toolIn(known, provider);
    const sending = { conversation, decisions, collapsed, rebuilt, tool };
    const history = conversation.head.follows ? "held" : "told";
    return { history, direct, ...await breath.through(this.#prompts.of(direct, sending)) };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T | undefined> {
    const done = this.#last.then(() => this.#careful(work));
    this.#last = done;
    return done;
  }

  #work(work: () => Promise<void>): void {
    const done = this.#careful(work).finally(() => this.#atWork.delete(done));
    this.#atWork.add(done);
  }

  /** What is counted is nobody's loss: what fails here is logged, and not billed. */
  async #careful<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.#options.log.error(`A request could not be billed: ${placeOf(error)}`);
      return undefined;
    }
  }
}

/** The tool as it is put into a request. */
function toolIn(
  { conversation, owner }: Purchase["known"],
  { expanding }: Purchase["provider"],
): Added | undefined {
  const edits = owner?.offer === "tool" ? expanding?.offer(conversation) ?? [] : [];
  if (edits.length === 0) return undefined;
  const text = edits.map(({ insert }) => new TextDecoder().decode(insert)).join("");
  return { digest: sha256(text), tokens: () => tokensOf(text) };
}
