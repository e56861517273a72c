import { countTokens } from "gpt-tokenizer/encoding/o200k_base";

/** The tokenizer takes a long time over long runs of one kind of character: it is given pieces. In characters. */
const PIECE = 20_000;

/** What looks like a special token stands in outputs as text. */
const AS_TEXT = { disallowedSpecial: new Set<string>() };

/** Tokens of a text in o200k, counted. */
export function o200kOf(text: string): number {
  let tokens = 0;
  for (let at = 0; at < text.length; at += PIECE) {
    tokens += countTokens(text.slice(at, at + PIECE), AS_TEXT);
  }
  return tokens;
}
