/** How long a cached prefix lives: the shorter or the longer of the lives that the API sells (`CacheRule.lives`). */
export type Life = "short" | "long";

/** What a block is of its prompt, in the order tools, system, and then messages. */
export type Kind = "tools" | "system" | "user" | "answer" | "call" | "result";

/** One block of a prompt as the provider's cache sees it. */
export interface PromptBlock {
  /** Equal content has an equal id; a cache marker is no part of it. */
  readonly id: string;
  /** An estimate, or a count: whoever made the prompt knows. */
  readonly tokens: number;
  readonly kind: Kind;
  /** A cache marker stands on it. */
  readonly mark: Life | undefined;
  /** It ends a message (an item, a turn's content). */
  readonly ends: boolean;
  /** The call that a result answers, where the API names it. */
  readonly callId?: string;
}

/** How an API caches prompts of one model. Lives are in milliseconds, `least` and `step` in tokens. */
export type CacheRule =
  | {
    /**
     * `marks`: prefixes are cached where a marker stands, and found by looking back from one (Anthropic).
     * `ends`: at ends of messages by itself, and where markers stand; markers are part of the prefix (OpenAI, GPT-5.6
     * and later).
     * `steps`: the longest prefix that was sent before, down to a whole `step`; writing is free (OpenAI before,
     * Gemini).
     */
    readonly by: "marks" | "ends" | "steps";
    /** A shorter prefix is not cached. */
    readonly least: number;
    readonly step: number;
    readonly lives: Readonly<Record<Life, number>>;
  }
  | { readonly by: "nothing" };

/** A request as its provider bills it. */
export interface Prompt {
  readonly model: string;
  readonly caching: CacheRule;
  /** What shares no cache with others: the model, and the settings that the provider keeps caches apart by. */
  readonly scope: string;
  readonly blocks: readonly PromptBlock[];
  /** Index of the first block of each turn; of a turn without blocks, of the next one's. */
  readonly turns: readonly number[];
  /** A prefix that is to be cached without a marker of its own: with Anthropic all of it, with others their usual. */
  readonly automatic: Life | undefined;
  readonly tier: Tier;
}

/** The rate a request asks for: `batch` stands for everything that is sold at half price (OpenAI's flex too). */
export type Tier = "standard" | "fast" | "batch";

/** What a token of a prompt is paid as. */
export type Rate = "read" | "write_long" | "write" | "input";

/**
 * Tokens of a prompt by what they are paid as. They stand in it in this order: what is read from the cache first, then
 * what is written for long, what is written for a short time, and last what is neither.
 */
export type Paid = Readonly<Record<Rate, number>>;

/** A prompt of which the tokens are `factor` times as many: what a model's own tokenizer makes of estimates. */
export function calibrated(prompt: Prompt, factor: number): Prompt {
  if (factor === 1) return prompt;
  const blocks = prompt.blocks.map((block) => ({ ...block, tokens: block.tokens * factor }));
  return { ...prompt, blocks };
}

/** Takes all steps of a prompt's making at once: for whom nobody waits. */
export function madeAtOnce(steps: Iterator<unknown, Prompt>): Prompt {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
