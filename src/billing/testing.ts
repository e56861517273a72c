import type { CacheRule, Kind, Life, Prompt, PromptBlock } from "./prompt.ts";

const MINUTE = 60_000;

/** Rules as the APIs have them. */
export const RULES = {
  anthropic: {
    by: "marks",
    least: 512,
    step: 1,
    lives: { short: 5 * MINUTE, long: 60 * MINUTE },
  },
  openai: {
    by: "ends",
    least: 1024,
    step: 1,
    lives: { short: 30 * MINUTE, long: 720 * MINUTE },
  },
  openaiBefore: {
    by: "steps",
    least: 1024,
    step: 128,
    lives: { short: 10 * MINUTE, long: 1440 * MINUTE },
  },
} satisfies Record<string, CacheRule>;

const KINDS: Readonly<Record<string, Kind>> = {
  head: "system",
  call: "call",
  result: "result",
  answer: "answer",
};

/** A block of a message of its own; what its id begins with says what it is: the user's, as a rule. */
export function blockOf(id: string, tokens: number, mark?: Life): PromptBlock {
  return { id, tokens, kind: KINDS[id.split(" ")[0]] ?? "user", mark, ends: true };
}

/** A prompt of these blocks. */
export function promptOf(
  blocks: readonly PromptBlock[],
  caching: CacheRule,
  more: Partial<Prompt> = {},
): Prompt {
  const usual = { model: "claude-sonnet-5-5", scope: "m", automatic: undefined } as const;
  return { ...usual, tier: "standard", caching, blocks, turns: [], ...more };
}
