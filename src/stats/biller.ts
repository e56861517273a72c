import { dollarsBetween, dollarsOf, sizeOf, type Times, type Tokens } from "../billing/bill.ts";
import { PromptCache } from "../billing/cache/cache.ts";
import { BlockHashes, type Prefixes, prefixesOf } from "../billing/cache/prefixes.ts";
import { type Price, priceOf, type Prices } from "../billing/prices.ts";
import type { Paid, Prompt, Rate } from "../billing/prompt.ts";
import type { Usage } from "../conversation/answer.ts";
import { Counting } from "./counting.ts";
import { boundaryOf, hitOf, type Reading, readingOf } from "./provider_cache.ts";

/** One request to a provider, and what it would have been as the client wrote it, block by block. */
export interface Pair {
  readonly sent: Prompt;
  /** `undefined`: without us there would have been no such request. */
  readonly direct: Prompt | undefined;
  /** `held`: the server has more of the prompt than stands in the request, and nobody here knows how much. */
  readonly history: "told" | "held";
}

/** A request of which the caches have been asked, and the answer is under way. */
export interface Asked extends Pair {
  readonly times: Times;
  readonly sentPrefixes: Prefixes;
  readonly directPrefixes: Prefixes | undefined;
  readonly sentPaid: Paid;
  readonly directPaid: Paid | undefined;
}

/** What a request came to. All in tokens as the provider counts them, and dollars. */
export interface Settled {
  /** `undefined`: the provider did not say, and all of this is an estimate. */
  readonly usage: Usage | undefined;
  readonly sent: Tokens;
  readonly direct: Tokens;
  /** `undefined`: nobody knows what this model costs. */
  readonly dollars: { readonly sent: number; readonly direct: number } | undefined;
  /** What a block of the prompt cost less than it would have, in dollars; nothing without a price. */
  savedAt(block: number): number;
  /** Tokens of the model for an estimated one. */
  readonly factor: number;
  /** What the provider read of what it could have read. */
  readonly reading: Reading;
}

const NOTHING: Paid = { read: 0, write_long: 0, write: 0, input: 0 };
const RATES: readonly Rate[] = ["read", "write_long", "write", "input"];
/** Names come from requests. */
const MOST_SCOPES = 1000;

/**
 * Says what requests cost, and what they would have cost as their clients wrote them. What a request cost is the
 * provider's to say. What it would have cost is that, and the difference between two simulated caches, one of which
 * sees what goes up and the other what came in; both are put right by what the provider says that it read, so that its
 * misses are neither our loss nor our gain.
 */
export class Biller {
  readonly #prices: Prices;
  readonly #sent = new PromptCache();
  readonly #direct = new PromptCache();
  readonly #counting = new Counting();
  readonly #hashes = new BlockHashes();
  /** Of which a provider has said that it read or wrote some: others may have no cache, or say nothing of it. */
  readonly #caching = new Set<string>();

  constructor(prices: Prices) {
    this.#prices = prices;
  }

  /** Tokens of a model for an estimated one. */
  factorOf(model: string): number {
    return this.#counting.factorOf(model);
  }

  /** What a part of an answer cost, in dollars: so many estimated tokens of it, or all. Nothing where nobody knows. */
  outputDollars(prompt: Prompt, tokens: Tokens, part: number | "all"): number {
    const written = part === "all" ? tokens.output : part * this.factorOf(prompt.model);
    const price = this.#priceOf(prompt, tokens)?.output ?? 0;
    return price * Math.min(written, tokens.output) / 1e6;
  }

  /** The provider has begun to answer a request. */
  ask({ history, ...pair }: Pair, times: Times): Asked {
    const sent = this.#inEstimates(pair.sent);
    const direct = pair.direct && this.#inEstimates(pair.direct);
    const sentPrefixes = prefixesOf(sent, this.#hashes);
    const directPrefixes = direct && prefixesOf(direct, this.#hashes);
    const { at, begun } = times;
    return {
      sent,
      direct,
      history,
      times,
      sentPrefixes,
      directPrefixes,
      sentPaid: this.#sent.ask(sent, at, begun, sentPrefixes),
      directPaid: direct && this.#direct.ask(direct, at, begun, directPrefixes),
    };
  }

  /** The answer is down, with what the provider said of it. */
  settle(asked: Asked, usage: Usage | undefined): Settled {
    const isTold = usage !== undefined && promptOf(usage) > 0;
    return isTold ? this.#billed(asked, usage) : this.#estimated(asked);
  }

  #billed(asked: Asked, usage: Usage): Settled {
    const { model, scope } = asked.sent;
    if (asked.history === "told") this.#counting.learn(model, asked.sentPrefixes, promptOf(usage));
    const speaksOfCache = usage.cacheRead + usage.cacheWrite > 0;
    if (speaksOfCache && this.#caching.size < MOST_SCOPES) this.#caching.add(scope);
    const { reading, corrected } = this.#corrected(asked, usage);
    const { sentPaid, directPaid } = corrected;
    const sent: Tokens = { ...paidOf(usage), output: usage.output };
    // What is said in a further round would have been said in the first.
    const direct = directPaid === undefined
      ? { ...NOTHING, output: usage.output }
      : plus(sent, this.factorOf(model), directPaid, sentPaid);
    return { usage, reading, ...this.#priced(corrected, sent, direct) };
  }

  /** Without a word of the provider the caches' is all there is. */
  #estimated(asked: Asked): Settled {
    const factor = this.factorOf(asked.sent.model);
    const nothing: Tokens = { ...NOTHING, output: 0 };
    const sent = plus(nothing, factor, asked.sentPaid, NOTHING);
    const direct = plus(nothing, factor, asked.directPaid ?? NOTHING, NOTHING);
    return { usage: undefined, reading: { kind: "untold" }, ...this.#priced(asked, sent, direct) };
  }

  #priced(
    asked: Asked,
    sent: Tokens,
    direct: Tokens,
  ): Omit<Settled, "usage" | "reading"> {
    const { sentPrefixes, directPrefixes, sentPaid, directPaid = NOTHING } = asked;
    const sentPrice = this.#priceOf(asked.sent, sent);
    const directPrice = this.#priceOf(asked.direct ?? asked.sent, direct);
    const factor = this.factorOf(asked.sent.model);
    if (!sentPrice || !directPrice) {
      return { sent, direct, factor, dollars: undefined, savedAt: () => 0 };
    }
    return {
      sent,
      direct,
      factor,
      dollars: { sent: dollarsOf(sent, sentPrice), direct: dollarsOf(direct, directPrice) },
      savedAt: (block) => {
        const direct = directPrefixes
          ? blockDollars(block, directPrefixes, directPaid, directPrice)
          : 0;
        return factor * (direct - blockDollars(block, sentPrefixes, sentPaid, sentPrice));
      },
    };
  }

  #priceOf({ model, tier }: Prompt, tokens: Paid): Price | undefined {
    return priceOf(this.#prices, model, sizeOf(tokens), tier);
  }

  /** What the caches say once they are put right, where the provider read something else than they did. */
  #corrected(
    asked: Asked,
    usage: Usage,
  ): { readonly reading: Reading; readonly corrected: Asked } {
    if (asked.history === "held") return { reading: { kind: "untold" }, corrected: asked };
    const { sent: { caching, model, scope }, sentPrefixes, sentPaid } = asked;
    const hit = hitOf(caching, sentPrefixes, sentPaid.read);
    const sizeAt = (last: number) => this.#counting.sizeAt(sentPrefixes, last, model);
    const reading = readingOf({
      caching,
      expected: sizeAt(hit),
      read: usage.cacheRead,
      isCounted: this.#counting.isCounted(sentPrefixes, hit),
      isTelling: this.#caching.has(scope),
    });
    if (reading.kind === "untold") return { reading, corrected: uncached(asked) };
    if (reading.kind === "as_expected") return { reading, corrected: asked };
    const last = boundaryOf(sentPrefixes, usage.cacheRead, sizeAt);
    return { reading, corrected: this.#putRight(asked, hit, last) };
  }

  /** The provider read up to the block at `last`, where we took it to read up to the one at `hit`. */
  #putRight(asked: Asked, hit: number, last: number): Asked {
    const { sent, direct, sentPrefixes, directPrefixes, directPaid, times: { at, begun } } = asked;
    this.#sent.correct(sent, sentPrefixes, last, at);
    const sentPaid = this.#sent.ask(sent, at, begun, sentPrefixes);
    if (!direct || !directPrefixes || !directPaid) return { ...asked, sentPaid };
    const directHit = hitOf(direct.caching, directPrefixes, directPaid.read);
    // What the provider lost, it would have lost; what it kept longer than we knew, it would have kept.
    const directLast = last < hit ? Math.min(directHit, last) : Math.max(directHit, last);
    this.#direct.correct(direct, directPrefixes, directLast, at);
    return {
      ...asked,
      sentPaid,
      directPaid: this.#direct.ask(direct, at, begun, directPrefixes),
    };
  }

  /** Prompts are told in estimated tokens, and what a model caches at least in its own. */
  #inEstimates(prompt: Prompt): Prompt {
    const { caching } = prompt;
    if (caching.by === "nothing") return prompt;
    const factor = this.factorOf(prompt.model);
    return { ...prompt, caching: { ...caching, least: caching.least / factor } };
  }
}

/** Where no cache is spoken of, all is billed as it stands. */
function uncached(asked: Asked): Asked {
  const all = ({ sizes }: Prefixes): Paid => ({ ...NOTHING, input: sizes.at(-1) ?? 0 });
  const { sentPrefixes, directPrefixes } = asked;
  return {
    ...asked,
    sentPaid: all(sentPrefixes),
    directPaid: directPrefixes && all(directPrefixes),
  };
}

/** What one block of a prompt cost. */
function blockDollars(block: number, { sizes }: Prefixes, paid: Paid, price: Price): number {
  return dollarsBetween(sizes[block - 1] ?? 0, sizes[block] ?? 0, paid, price);
}

function promptOf({ input, cacheRead, cacheWrite }: Usage): number {
  return input + cacheRead + cacheWrite;
}

function paidOf({ input, cacheRead, cacheWrite, cacheWriteLong }: Usage): Paid {
  return { read: cacheRead, write_long: cacheWriteLong, write: cacheWrite - cacheWriteLong, input };
}

/** Tokens, and the difference between two prompts in tokens of `factor`; nothing is paid less than nothing for. */
function plus(tokens: Tokens, factor: number, more: Paid, less: Paid): Tokens {
  const rates = RATES.map((rate) => [
    rate,
    Math.max(0, tokens[rate] + factor * (more[rate] - less[rate])),
  ]);
  return { ...Object.fromEntries(rates) as Record<Rate, number>, output: tokens.output };
}
