const KEPT = 2048;

/** What we add to requests, in milliseconds: quantiles over the latest ones. */
export class Latency {
  readonly #latest: number[] = [];
  #count = 0;

  add(milliseconds: number): void {
    this.#latest[this.#count++ % KEPT] = milliseconds;
  }

  toJSON(): { count: number; p50: number; p95: number; p99: number } {
    const sorted = this.#latest.toSorted((a, b) => a - b);
    const at = (share: number) => rounded(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
    return { count: this.#count, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
  }
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
