import { tokensOf } from "../text/tokens.ts";

/** Tokens are estimated. What gains less than this, or less than this share, may gain nothing. */
const LEAST_GAIN = 4;
const LEAST_SHARE = 0.01;
/** Of so much of the characters, fewer tokens are made in any case. */
const CLEARLY_SHORTER = 0.8;

/** Lets a text through in place of another where it is shorter, in tokens. Nothing is counted twice, or in vain. */
export class Gate {
  readonly #original: string;
  #text: string;
  /** Tokens of the text, where they have been counted. */
  #tokens: number | undefined;
  /** The original has so many at least. */
  #least = 0;

  constructor(original: string) {
    this.#original = this.#text = original;
  }

  /** Takes an answer to the text in its place, if it is shorter. */
  take(answer: string): boolean {
    if (answer.length <= this.#text.length * CLEARLY_SHORTER) this.#tokens = undefined;
    else {
      const tokens = tokensOf(answer);
      if (this.#countUpTo(tokens) <= tokens) return false;
      this.#tokens = tokens;
    }
    this.#text = answer;
    return true;
  }

  /** Whether the text is worth being sent in place of the original. */
  gains(): boolean {
    if (this.#text.length >= this.#original.length) return false;
    const enough = enoughFor(this.#tokens ??= tokensOf(this.#text));
    return this.#least >= enough || tokensOf(this.#original, enough) >= enough;
  }

  /** Tokens of the text, counted as far as it takes to know whether an answer of so many gains. */
  #countUpTo(tokens: number): number {
    if (this.#tokens !== undefined) return this.#tokens;
    const count = tokensOf(this.#text, enoughFor(tokens));
    if (this.#text === this.#original) this.#least = count;
    return count;
  }
}

/** What an original must have, so that a text of so many tokens gains enough. */
function enoughFor(tokens: number): number {
  return Math.max(tokens + LEAST_GAIN, Math.ceil(tokens / (1 - LEAST_SHARE)));
}
