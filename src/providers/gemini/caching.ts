import type { CacheRule } from "../../billing/prompt.ts";

/** Below so many tokens nothing is cached implicitly (Gemini API docs, "Context caching", 2026-10): models of 3 and later. */
export const CACHE_MINIMUM = 4096;
/** The same of models before. */
const CACHE_MINIMUM_BEFORE = 2048;

/** How long an entry lives unused is not told; this is what is seen. In milliseconds. */
export const CACHE_LIVES = 5 * 60_000;

/** How prompts of a model are cached (the same page): by themselves, and writing costs nothing. */
export function cachingOf(model: string): CacheRule {
  return {
    by: "steps",
    least: /gemini-[12]\b/.test(model) ? CACHE_MINIMUM_BEFORE : CACHE_MINIMUM,
    step: 1,
    lives: { short: CACHE_LIVES, long: CACHE_LIVES },
  };
}
