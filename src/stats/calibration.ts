/** What a provider counted, beside what was estimated for the same. */
interface Sample {
  readonly billed: number;
  readonly estimated: number;
}

/** Samples that are kept: what is asked now is most like what was asked last. */
const KEPT = 64;
/** Fewer tokens tell more of what stands around them than of themselves. */
const LEAST = 200;
/** Of all tokens, ordered by their samples' ratio, this share at either end is left out: images, hidden or lost turns. */
const TRIMMED = 0.15;
/** A whole prompt counts for no more than so many tokens: most of it is not like what is shortened. */
const MOST_OF_WHOLE = 1000;
/** Beyond these no tokenizer is. */
const [LOWEST, HIGHEST] = [0.25, 4];

/**
 * How many tokens of a model an estimated one is, learned from what the provider counts. What one request adds to
 * another tells best, since it is made of the same as what is shortened; whole prompts are the next best.
 */
export class Calibration {
  #added: Sample[] = [];
  #whole: readonly Sample[] = [];
  #factor = 1;

  /** Tokens for an estimated one. */
  get factor(): number {
    return this.#factor;
  }

  /** What was added to a prompt that had been counted before. */
  learnAdded(billed: number, estimated: number): void {
    if (!isTelling({ billed, estimated })) return;
    this.#added = [...this.#added.slice(1 - KEPT), { billed, estimated }];
    this.#factor = factorOf([...this.#whole, ...this.#added]);
  }

  /** A prompt of which nothing had been counted. */
  learnWhole(billed: number, estimated: number): void {
    if (!isTelling({ billed, estimated })) return;
    const part = Math.min(1, MOST_OF_WHOLE / estimated);
    this.#whole = [{ billed: billed * part, estimated: estimated * part }];
    this.#factor = factorOf([...this.#whole, ...this.#added]);
  }
}

function isTelling({ billed, estimated }: Sample): boolean {
  const ratio = billed / estimated;
  return estimated >= LEAST && ratio >= LOWEST && ratio <= HIGHEST;
}

function factorOf(samples: readonly Sample[]): number {
  const ordered = samples.toSorted((a, b) => a.billed / a.estimated - b.billed / b.estimated);
  const all = ordered.reduce((sum, { estimated }) => sum + estimated, 0);
  const [from, to] = [TRIMMED * all, (1 - TRIMMED) * all];
  let [at, billed] = [0, 0];
  for (const sample of ordered) {
    const kept = Math.max(0, Math.min(at + sample.estimated, to) - Math.max(at, from));
    billed += kept * sample.billed / sample.estimated;
    at += sample.estimated;
  }
  return billed / (to - from);
}
