import { field, items, numberOf, type Value } from "../../json/spans.ts";
import type { Usage } from "../../conversation/answer.ts";

const NOTHING: Usage = { input: 0, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0, output: 0 };

/**
 * What `usage` says, of a whole answer or of an event. Later usage is cumulative and may leave out what was said before.
 * Where the model was asked more than once for one answer (compaction, fallback), each time is billed and the numbers
 * beside `iterations` are the last one's (API reference, "Messages", beta).
 */
export function usageOf(usage: Value | undefined, before: Usage | undefined): Usage | undefined {
  if (usage === undefined) return before;
  const iterations = items(field(usage, "iterations"));
  if (iterations.length === 0) return saidIn(usage, before ?? NOTHING);
  return iterations.map((one) => saidIn(one, NOTHING)).reduce(sumOf);
}

function saidIn(usage: Value, before: Usage): Usage {
  const lives = field(usage, "cache_creation");
  return {
    input: numberOf(field(usage, "input_tokens")) ?? before.input,
    cacheRead: numberOf(field(usage, "cache_read_input_tokens")) ?? before.cacheRead,
    cacheWrite: numberOf(field(usage, "cache_creation_input_tokens")) ?? before.cacheWrite,
    cacheWriteLong: numberOf(field(lives, "ephemeral_1h_input_tokens")) ?? before.cacheWriteLong,
    output: numberOf(field(usage, "output_tokens")) ?? before.output,
  };
}

function sumOf(one: Usage, other: Usage): Usage {
  return {
    input: one.input + other.input,
    cacheRead: one.cacheRead + other.cacheRead,
    cacheWrite: one.cacheWrite + other.cacheWrite,
    cacheWriteLong: one.cacheWriteLong + other.cacheWriteLong,
    output: one.output + other.output,
  };
}
