import type { Paid, Prompt } from "../prompt.ts";
import type { Asked } from "./asked.ts";
import { askByEnds } from "./by_ends.ts";
import { askByMarks } from "./by_marks.ts";
import { askBySteps } from "./by_steps.ts";
import { Entries } from "./entries.ts";
import { prefixNames } from "./names.ts";

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
  ask({ caching, scope, blocks, automatic }: Prompt, at: number, begun = at + FIRST_TOKEN): Paid {
    const sizes = runningSums(blocks.map(({ tokens }) => tokens));
    if (caching.by === "nothing") {
      return { read: 0, write_long: 0, write: 0, input: sizes.at(-1) ?? 0 };
    }
    const names = prefixNames(
      scope,
      // OpenAI's markers are part of what is cached: moving one loses the rest.
      caching.by === "ends"
        ? blocks.map(({ id, mark }) => mark ? `${id} ${mark}` : id)
        : blocks.map(({ id }) => id),
    );
    const asked = { entries: this.#entries, caching, blocks, automatic, names, sizes, at, begun };
    return ways[caching.by](asked);
  }
}

function runningSums(values: readonly number[]): number[] {
  let total = 0;
  return values.map((value) => total += value);
}
