import { field, kindOf, numberOf, type Value } from "../../json/spans.ts";
import type { Usage } from "../../conversation/answer.ts";

/** What one API of the family calls the tokens of prompt and answer. */
export interface UsageNames {
  readonly prompt: "prompt_tokens" | "input_tokens";
  readonly details: "prompt_tokens_details" | "input_tokens_details";
  readonly output: "completion_tokens" | "output_tokens";
}

/** What `usage` says: the prompt's count holds what was read from a cache and what was written to one. */
export function usageOf(usage: Value | undefined, names: UsageNames): Usage | undefined {
  if (usage === undefined || kindOf(usage) !== "object") return undefined;
  const details = field(usage, names.details);
  const cacheRead = numberOf(field(details, "cached_tokens")) ?? 0;
  const cacheWrite = numberOf(field(details, "cache_write_tokens")) ?? 0;
  const all = numberOf(field(usage, names.prompt)) ?? 0;
  return {
    input: Math.max(0, all - cacheRead - cacheWrite),
    cacheRead,
    cacheWrite,
    cacheWriteLong: 0,
    output: numberOf(field(usage, names.output)) ?? 0,
  };
}
