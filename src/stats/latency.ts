const KEPT = 2048;
/** So many of the slowest requests are told. */
const MOST_TOLD = 5;

/** A request, and what we took of its time. */
export interface Delay {
  readonly milliseconds: number;
  /** Of its body, as it came. */
  readonly bytes: number;
  readonly client: string;
  readonly model: string;
}

/** What we add to requests, in milliseconds: quantiles over the latest ones, and the slowest of all. */
export class Latency {
  readonly #latest: number[] = [];
  #slowest: readonly Delay[] = [];
  #count = 0;

  add(delay: Delay): void {
    const { milliseconds } = delay;
    this.#latest[this.#count++ % KEPT] = milliseconds;
    const last = this.#slowest[MOST_TOLD - 1];
    if (last !== undefined && last.milliseconds >= milliseconds) return;
    this.#slowest = [...this.#slowest, delay]
      .sort((a, b) => b.milliseconds - a.milliseconds).slice(0, MOST_TOLD);
  }

  toJSON() {
    const sorted = this.#latest.toSorted((a, b) => a - b);
    const at = (share: number) => rounded(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
    return {
      count: this.#count,
      p50: at(0.5),
      p95: at(0.95),
      p99: at(0.99),
      slowest: this.#slowest.map((delay) => ({
        ...delay,
        milliseconds: rounded(delay.milliseconds),
      })),
    };
  }
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
