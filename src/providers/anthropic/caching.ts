import type { CacheRule } from "../../billing/prompt.ts";

/**
 * The smallest prompt prefix that is cached, in tokens; shorter ones silently are not.
 * Source: Anthropic's prompt caching page, "Cache limitations" (2026-11).
 */
const MINIMUMS: readonly (readonly [RegExp, number])[] = [
  [/fable|mythos-5|opus-5|sonnet-5-5|haiku-5-5/, 512],
  [/opus-4-8|sonnet-5|sonnet-4|opus-4-1|opus-4-2|opus-4$|opus-4@/, 1024],
  [/opus-4-7|mythos-preview|3-5-haiku|haiku-3-5/, 2048],
];
const LARGEST_MINIMUM = 4096;

/** In tokens. A model that is not in the table is taken to need the most. */
export function cacheMinimumOf(model: string): number {
  return MINIMUMS.find(([models]) => models.test(model))?.[1] ?? LARGEST_MINIMUM;
}

/** How long an entry lives unused, by its marker's `ttl`, in milliseconds. */
export const FIVE_MINUTES = 5 * 60_000;
export const ONE_HOUR = 60 * 60_000;

/** How prompts of a model are cached (the same page). */
export function cachingOf(model: string): CacheRule {
  return {
    by: "marks",
    least: cacheMinimumOf(model),
    step: 1,
    lives: { short: FIVE_MINUTES, long: ONE_HOUR },
  };
}
