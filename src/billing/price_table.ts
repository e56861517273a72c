import type { Card, Price } from "./prices.ts";

/**
 * What models cost, in US dollars for a million tokens.
 *
 * Anthropic: 2026-11, the price catalog of Claude Code 2.1.329. OpenAI and Google: the end of 2026-09, models.dev;
 * gpt-6.1-*: third parties, 2026-10, and less sure. gpt-5.6-sol's is a promotion that may end on 2026-11-21 (list
 * price 5 and 30); gemini-3.6-, 3.7- and 3.8-flash cost half until 2026-12-31.
 */
export const table: Readonly<Record<string, Card>> = {
  "claude-fable-5-2": claude(8, 40, 0.2, { fast: 2 }),
  "claude-mythos-5-2": claude(8, 40, 0.2),
  "claude-fable-5-1": claude(10, 50, 0.25),
  "claude-mythos-5-1": claude(10, 50, 0.25),
  "claude-fable-5": claude(10, 50, 1),
  "claude-mythos-5": claude(10, 50, 1),
  "claude-opus-5-5": claude(4, 20, 0.2, { fast: 2 }),
  "claude-opus-5": claude(5, 25, 0.5, { fast: 2 }),
  "claude-opus-4-8": claude(5, 25, 0.5),
  "claude-opus-4-7": claude(5, 25, 0.5),
  "claude-opus-4-6": claude(5, 25, 0.5),
  "claude-opus-4-5": claude(5, 25, 0.5),
  "claude-sonnet-5-5": claude(2, 10, 0.1),
  "claude-sonnet-5": claude(2, 10, 0.2),
  "claude-sonnet-4-6": claude(3, 15, 0.3),
  "claude-sonnet-4-5": claude(3, 15, 0.3),
  "claude-haiku-5-5": claude(0.1, 0.5, 0.01, {
    long: { above: 100_000, price: claude(0.5, 2.5, 0.05) },
  }),
  "claude-haiku-4-5": claude(1, 5, 0.1),

  "gpt-6.1-sol": written(2, 10, 0.1),
  "gpt-6.1-terra": longer(written(1, 5, 0.05), 272_000),
  "gpt-6-astra": longer(written(10, 50, 1), 272_000),
  "gpt-6-sol": longer(written(2, 10, 0.2), 272_000),
  "gpt-6-luna": longer(written(0.1, 0.5, 0.01), 272_000),
  "gpt-5.6": longer(written(4, 20, 0.4), 272_000),
  "gpt-5.6-sol": longer(written(4, 20, 0.4), 272_000),
  "gpt-5.6-terra": longer(written(2, 12, 0.2), 272_000),
  "gpt-5.6-luna": longer(written(0.2, 1.2, 0.02), 272_000),
  "gpt-5.5": longer(free(5, 30, 0.5), 272_000),
  "gpt-5.5-pro": longer(free(30, 180), 272_000),
  "gpt-5.4": longer(free(2.5, 15, 0.25), 272_000),
  "gpt-5.4-pro": longer(free(30, 180), 272_000),
  "gpt-5.4-mini": free(0.75, 4.5, 0.075),
  "gpt-5.4-nano": free(0.2, 1.25, 0.02),
  "gpt-5.3-codex": free(1.75, 14, 0.175),
  "gpt-5.3-codex-spark": free(1.75, 14, 0.175),
  "gpt-5.3-chat-latest": free(1.75, 14, 0.175),
  "gpt-5.2": free(1.75, 14, 0.175),
  "gpt-5.2-chat-latest": free(1.75, 14, 0.175),
  "gpt-5.2-pro": free(21, 168),
  "gpt-5.1": free(1.25, 10, 0.125),
  "gpt-5": free(1.25, 10, 0.125),
  "gpt-5-mini": free(0.25, 2, 0.025),
  "gpt-5-nano": free(0.05, 0.4, 0.005),
  "gpt-5-pro": free(15, 120),
  "gpt-4.1": free(2, 8, 0.5),
  "gpt-4.1-mini": free(0.4, 1.6, 0.1),
  "gpt-4.1-nano": free(0.1, 0.4, 0.025),
  "gpt-4o": free(2.5, 10, 1.25),
  "gpt-4o-2024-05-13": free(5, 15),
  "gpt-4o-mini": free(0.15, 0.6, 0.075),
  "gpt-4-turbo": free(10, 30),
  "gpt-4": free(30, 60),
  "o4-mini": free(1.1, 4.4, 0.275),
  "o3": free(2, 8, 0.5),
  "o3-mini": free(1.1, 4.4, 0.55),
  "o3-pro": free(20, 80),
  "o1": free(15, 60, 7.5),
  "o1-pro": free(150, 600),

  "gemini-3.8-flash": free(0.75, 3.75, 0.075),
  "gemini-3.7-flash": free(0.75, 3.75, 0.075),
  "gemini-3.6-flash": free(0.75, 3.75, 0.075),
  "gemini-3.5-flash": free(1.5, 9, 0.15),
  "gemini-3.5-flash-lite": free(0.3, 2.5, 0.03),
  "gemini-3.1-pro-preview": longer(free(2, 12, 0.2), 200_000),
  "gemini-3.1-pro-preview-customtools": longer(free(2, 12, 0.2), 200_000),
  "gemini-3.1-flash-lite": free(0.25, 1.5, 0.025),
  "gemini-3-flash-preview": free(0.5, 3, 0.05),
  "gemini-2.5-pro": longer(free(1.25, 10, 0.125), 200_000),
  "gemini-2.5-flash": free(0.3, 2.5, 0.03),
  "gemini-2.5-flash-lite": free(0.1, 0.4, 0.01),
  "gemini-2.5-computer-use-preview-10-2025": longer(free(1.25, 10), 200_000),
};

/** Anthropic's: writing for five minutes costs 1.25 times the input, for an hour twice as much. */
function claude(
  input: number,
  output: number,
  read: number,
  more: Pick<Card, "long" | "fast"> = {},
): Card {
  return { input, output, read, write: 1.25 * input, write_long: 2 * input, ...more };
}

/** OpenAI's from GPT-5.6 on: writing for half an hour costs 1.25 times the input, for twelve 2.5 times (one source). */
function written(input: number, output: number, read: number): Card {
  return { input, output, read, write: 1.25 * input, write_long: 2.5 * input };
}

/** Where writing costs nothing more; and reading as much as sending, where nothing is said of it. */
function free(input: number, output: number, read = input): Card {
  return { input, output, read, write: input, write_long: input };
}

/** Above so many tokens of prompt all input costs twice as much, and the output half as much again. */
function longer(card: Card, above: number): Card {
  const price: Price = {
    input: 2 * card.input,
    output: 1.5 * card.output,
    read: 2 * card.read,
    write: 2 * card.write,
    write_long: 2 * card.write_long,
  };
  return { ...card, long: { above, price } };
}
