import { Account as Billing, dollarsByBlock } from "../../../src/billing/bill.ts";
import type { Prices } from "../../../src/billing/prices.ts";
import type { PartedPrompt, PromptBlock } from "./prompt.ts";

/** What one block of one request cost. */
export interface Cost {
  readonly block: PromptBlock;
  readonly dollars: number;
}

/** What the requests of a session cost, one after another, and each of their blocks. */
export class Account {
  readonly #billing: Billing;
  readonly costs: Cost[] = [];
  /** For what was answered. */
  output = 0;

  constructor(prices: Prices) {
    this.#billing = new Billing(prices);
  }

  /** Bills a request made at this millisecond, and the answer to it. */
  add(prompt: PartedPrompt, at: number, answerTokens: number): void {
    const { tokens, price } = this.#billing.bill(prompt, { at }, answerTokens);
    if (price === undefined) throw new Error(`there is no price of ${prompt.model}`);
    const dollars = dollarsByBlock(prompt.blocks, tokens, price);
    this.costs.push(...prompt.blocks.map((block, i) => ({ block, dollars: dollars[i] })));
    this.output += answerTokens * price.output / 1e6;
  }

  /** Dollars for all that was sent. */
  get prompts(): number {
    return this.costs.reduce((sum, { dollars }) => sum + dollars, 0);
  }

  get total(): number {
    return this.prompts + this.output;
  }
}
