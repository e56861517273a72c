import { PromptCache } from "./cache.ts";
import type { Prices } from "./prices.ts";
import type { Prompt, PromptBlock } from "./prompt.ts";

/** What one block of one request cost. */
export interface Cost {
  readonly block: PromptBlock;
  readonly dollars: number;
}

/** What the requests of a session cost, one after another. */
export class Account {
  readonly #cache = new PromptCache();
  readonly #prices: Prices;
  readonly costs: Cost[] = [];
  /** For what was answered. */
  output = 0;

  constructor(prices: Prices) {
    this.#prices = prices;
  }

  /** Bills a request made at this second, and the answer to it. */
  add({ model, blocks }: Prompt, at: number, answerTokens: number): void {
    const prompt = blocks.reduce((sum, { tokens }) => sum + tokens, 0);
    const price = this.#prices.of(model, prompt);
    const rates = this.#cache.ask({ at, scope: model, blocks, least: price.leastCached });
    for (const [i, block] of blocks.entries()) {
      this.costs.push({ block, dollars: block.tokens * price[rates[i]] / 1e6 });
    }
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
