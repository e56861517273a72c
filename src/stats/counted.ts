/** Prefixes that are kept: some 100 bytes each. */
const MOST = 16_384;

/** How long prefixes of prompts are, as the provider counted them: by name, the latest told of stay. */
export class Counted {
  readonly #tokens = new Map<number, number>();

  set(name: number, tokens: number): void {
    this.#tokens.delete(name);
    this.#tokens.set(name, tokens);
    if (this.#tokens.size <= MOST) return;
    const [oldest] = this.#tokens.keys();
    this.#tokens.delete(oldest);
  }

  get(name: number): number | undefined {
    return this.#tokens.get(name);
  }
}
