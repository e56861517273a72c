import { blocksOf, type Fields } from "../../src/demo/values.ts";
import { type Prices, pricesWith } from "../../src/billing/prices.ts";
import type { Usage } from "../../src/conversation/answer.ts";
import { Passages } from "../../src/replay/passages.ts";
import { tokensOf } from "../../src/text/tokens.ts";
import type { Replayed } from "./passing.ts";

/** Between two requests, in milliseconds: the recorded ones followed one another without a model to wait for. */
const APART = 15_000;

/** The model of one session was made up, and is billed as gpt-6-sol; another's price is that of its sister. */
const OTHERS = {
  "fake-model": { input: 2, output: 10, read: 0.2, write: 2.5, write_long: 5 },
  "gpt-5.1-codex": { input: 1.25, output: 10, read: 0.125, write: 1.25, write_long: 1.25 },
};

/** What the recorded models cost. */
export const prices: Prices = pricesWith(OTHERS);

/** The requests of a session that are billed, by a clock of the benchmark's own. */
export class Ledger {
  readonly passages = new Passages();

  /** Failures and what is only measured cost nothing. */
  add({ passage, sent, status }: Replayed, answer: Fields | undefined): void {
    if (sent === undefined || passage.isCount || status >= 400) return;
    this.passages.add(sent, { at: APART * this.passages.all.length }, answeredBy(answer));
  }
}

/** The answer's tokens alone: of the prompt nobody counted anything. */
function answeredBy(answer: Fields | undefined): Usage {
  const texts = blocksOf(answer?.content ?? []).map(({ text, thinking, name, input }) =>
    [text, thinking, name, input && JSON.stringify(input)].filter((part) => part).join(" ")
  );
  const output = texts.reduce((sum, text) => sum + tokensOf(text), 0);
  return { input: 0, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0, output };
}
