import type { Prefixes } from "../billing/cache/prefixes.ts";
import { Calibration } from "./calibration.ts";

/** Prefixes that are kept: some 100 bytes each. */
const MOST_PREFIXES = 16_384;
/** Names come from requests. */
const MOST_MODELS = 200;

/** What providers counted: how long prompts are in a model's own tokens, and so what an estimated token is. */
export class Counting {
  /** By a prefix's name; the latest told of stay. */
  readonly #counted = new Map<number, number>();
  readonly #calibrations = new Map<string, Calibration>();

  /** Tokens of a model for an estimated one. */
  factorOf(model: string): number {
    return this.#calibrations.get(model)?.factor ?? 1;
  }

  /** The provider counted a prompt: it teaches what was added to the longest part of it that was counted before. */
  learn(model: string, { names, sizes }: Prefixes, total: number): void {
    const end = names.length - 1;
    if (end < 0) return;
    const calibration = this.#calibrations.get(model) ?? new Calibration();
    keep(this.#calibrations, model, calibration, MOST_MODELS);
    const before = names.findLastIndex((name, i) => i < end && this.#counted.has(name));
    const known = this.#counted.get(names[before]);
    if (known === undefined) calibration.learnWhole(total, sizes[end]);
    else calibration.learnAdded(total - known, sizes[end] - sizes[before]);
    keep(this.#counted, names[end], total, MOST_PREFIXES);
  }

  /** Whether the provider has counted the prefix that ends with a block; before the first there is nothing to count. */
  isCounted({ names }: Prefixes, last: number): boolean {
    return last < 0 || this.#counted.has(names[last]);
  }

  /** How long the prefix is that ends with a block: counted where it was, else estimated. */
  sizeAt({ names, sizes }: Prefixes, last: number, model: string): number {
    return last < 0 ? 0 : this.#counted.get(names[last]) ?? this.factorOf(model) * sizes[last];
  }
}

/** Keeps the latest of so many. */
function keep<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= most) return;
  const [oldest] = map.keys();
  map.delete(oldest);
}
