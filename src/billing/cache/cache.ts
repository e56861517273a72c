import type { Paid, Prompt } from "../prompt.ts";
import type { Asked } from "./asked.ts";
import { askByEnds } from "./by_ends.ts";
import { askByMarks } from "./by_marks.ts";
import { askBySteps } from "./by_steps.ts";
import { Entries } from "./entries.ts";
import { type Prefixes, prefixesOf } from "./prefixes.ts";

/** Prefixes kept at most: some 100 bytes each. */
const MOST = 65_536;
/** Until an answer begins, where nobody knows better, in milliseconds. */
const FIRST_TOKEN = 1000;

const ways: Readonly<Record<Asked["caching"]["by"], (asked: Asked) => Paid>> = {
  marks: askByMarks,
  ends: askByEnds,
  steps: askBySteps,
};

/**
 * The providers' prompt caches, simulated: told of one request after another, it says what each one's tokens are paid
 * as. What a request reads lives on, and what it writes is there for those after it.
 *
 * Sources: Anthropic's and OpenAI's prompt caching guides, Gemini's context caching page (2026-11).
 */
export class PromptCache {
  readonly #entries: Entries;

  /** `most`: how many prefixes are kept. */
  constructor(most = MOST) {
    this.#entries = new Entries(most);
  }

  /** `at` is when the request is made, `begun` when its answer begins, in milliseconds; requests come in this order. */
  ask(
    prompt: Prompt,
    at: number,
    begun = at + FIRST_TOKEN,
    prefixes = prefixesOf(prompt),
  ): Paid {
    const { caching, blocks, automatic } = prompt;
    if (caching.by === "nothing") {
      return { read: 0, write_long: 0, write: 0, input: prefixes.sizes.at(-1) ?? 0 };
    }
    const entries = this.#entries;
    return ways[caching.by]({ entries, caching, blocks, automatic, ...prefixes, at, begun });
  }

  /**
   * Puts right what a provider did otherwise: the prompt's longest prefix that it holds is the one that ends with the
   * block at `last`; -1: it holds none. Told of a request that was asked about, it can be asked about once more.
   */
  correct({ caching, blocks }: Prompt, { names }: Prefixes, last: number, at: number): void {
    if (caching.by === "nothing") return;
    for (const name of names.slice(last + 1)) this.#entries.drop(name);
    if (last < 0) return;
    const life = caching.lives[blocks[last].mark ?? "short"];
    if (!this.#entries.isLive(names[last], at)) {
      this.#entries.write(names[last], { at, begun: at, life });
    }
  }
}
