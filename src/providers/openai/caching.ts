import type { CacheRule } from "../../billing/prompt.ts";
import { cachingOf as anthropicCaching } from "../anthropic/caching.ts";
import { cachingOf as geminiCaching } from "../gemini/caching.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The smallest prompt that is cached, in tokens (OpenAI's prompt caching guide, 2026-11). */
export const CACHE_MINIMUM = 1024;

/** How long an unused entry lives at least with models of today, in milliseconds (the same guide). */
export const CACHE_LIVES = 30 * MINUTE;

const WRITES = /\bgpt-(?:5\.[6-9]|[6-9]|\d\d)/;
/** Models that keep prompts for a day unless they are asked not to. */
const LASTING = /\bgpt-5\.[1-5]/;
const LARGE_STEPS = /\bgpt-5\.5/;

/**
 * How prompts of a model are cached (the same guide): writing is billed from GPT-5.6 on. Other makers' models behind
 * this API keep their makers' rules; an unknown one is taken to have the simplest.
 */
export function cachingOf(model: string): CacheRule {
  if (/claude/i.test(model)) return anthropicCaching(model);
  if (/gemini/i.test(model)) return geminiCaching(model);
  if (WRITES.test(model)) {
    return {
      by: "ends",
      least: CACHE_MINIMUM,
      step: 1,
      lives: { short: CACHE_LIVES, long: 12 * HOUR },
    };
  }
  return {
    by: "steps",
    least: CACHE_MINIMUM,
    step: LARGE_STEPS.test(model) ? 2048 : 128,
    lives: { short: LASTING.test(model) ? 24 * HOUR : 10 * MINUTE, long: 24 * HOUR },
  };
}
