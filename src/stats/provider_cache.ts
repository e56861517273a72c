import type { Prefixes } from "../billing/cache/prefixes.ts";
import type { CacheRule } from "../billing/prompt.ts";

/** What a provider read from its cache, beside what it could have read. In tokens as it counts them. */
export type Reading =
  | { readonly kind: "as_expected" }
  /** It did not read what it had been given shortly before. */
  | { readonly kind: "missed"; readonly tokens: number }
  /** It read what we did not know that it had: another process's doing, or it keeps longer than it says. */
  | { readonly kind: "found"; readonly tokens: number }
  /** It says nothing of its cache. */
  | { readonly kind: "untold" };

/** What is known of one reading. */
export interface Expectation {
  readonly caching: CacheRule;
  readonly expected: number;
  readonly read: number;
  /** The provider itself counted what is expected, so it can be told to the token. */
  readonly isCounted: boolean;
  /** It has said before that it read or wrote some. */
  readonly isTelling: boolean;
}

/** How far an estimate may be off, as a share. */
const ESTIMATE = 0.2;
/** How far a count may be off: some models are told a little that stands in no request. */
const COUNT = 0.02;
/** Where hits are promised to nobody, half of what there was is as good as can be expected. */
const UNPROMISED = 0.5;
/** In tokens. */
const LITTLE = 64;

/** Compares what was read with what was expected. */
export function readingOf({ caching, expected, read, isCounted, isTelling }: Expectation): Reading {
  if (!isTelling && read === 0) return { kind: "untold" };
  const step = caching.by === "nothing" ? 1 : caching.step;
  const share = caching.by === "steps" ? UNPROMISED : isCounted ? COUNT : ESTIMATE;
  const off = read - expected;
  if (Math.abs(off) <= Math.max(2 * step, LITTLE, share * Math.max(expected, read))) {
    return { kind: "as_expected" };
  }
  return { kind: off < 0 ? "missed" : "found", tokens: Math.abs(off) };
}

/** The last block of what a simulated cache has read; -1 where that is nothing. */
export function hitOf(caching: CacheRule, { sizes }: Prefixes, read: number): number {
  if (read === 0) return -1;
  const step = caching.by === "nothing" ? 1 : caching.step;
  return sizes.findLastIndex((size) => size - size % step <= read);
}

/** The block after which so many tokens of a prompt end, or nearest to that; -1: before the first. */
export function boundaryOf(
  { sizes }: Prefixes,
  tokens: number,
  sizeAt: (last: number) => number,
): number {
  let best = -1;
  if (tokens === 0) return best;
  for (let last = 0; last < sizes.length; last++) {
    if (Math.abs(sizeAt(last) - tokens) <= Math.abs(sizeAt(best) - tokens)) best = last;
  }
  return best;
}
