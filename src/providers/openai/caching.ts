/** The smallest prompt that is cached, in tokens (OpenAI's prompt caching guide, 2026-11). */
export const CACHE_MINIMUM = 1024;

/** How long an unused entry lives at least with models of today, in milliseconds (the same guide). */
export const CACHE_LIVES = 30 * 60_000;
