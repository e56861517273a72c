import { md5, sha256 } from "../text/digest.ts";
import { bytesOf, copyOf } from "./copy.ts";
import { createLru } from "./lru.ts";

/** What the rules made of one block. */
export interface Answer {
  readonly rule: string;
  readonly text: string;
}

/** What an answer depends on. */
export interface Question {
  readonly original: string;
  /** Form of the marker: the same text is squeezed otherwise where its original can't be redeemed. */
  readonly form: string;
  /** Tool and command. */
  readonly ask: string;
}

export interface CacheStats {
  readonly enabled: boolean;
  readonly size: number;
  readonly max_entries: number;
  readonly hits: number;
  readonly misses: number;
  readonly evictions: number;
  readonly hit_rate_pct: number;
}

/** Answers blocks that were seen before without running the rules again. */
export interface CompressionCache {
  /** The rules' answer; `undefined`, where there was nothing to gain, is remembered too. What `run` throws is not. */
  answer(question: Question, run: () => Answer | undefined): Answer | undefined;
  stats(): CacheStats;
}

export interface CacheOptions {
  readonly enabled: boolean;
  /** 0 is the same as `enabled: false`. */
  readonly maxEntries: number;
  readonly maxBytes: number;
}

interface Entry {
  readonly original: string;
  readonly answer: Answer | undefined;
}

/** Keys, objects and the map itself, about, in bytes. */
const ENTRY_OVERHEAD = 400;

export function createCompressionCache(options: CacheOptions): CompressionCache {
  const { maxEntries, maxBytes } = options;
  const enabled = options.enabled && maxEntries > 0;
  const entries = createLru<string, Entry>({ maxEntries, maxWeight: maxBytes, weigh: weightOf });
  let hits = 0;
  let misses = 0;

  function answer(question: Question, run: () => Answer | undefined): Answer | undefined {
    if (!enabled) return run();
    const key = keyOf(question);
    const known = entries.get(key);
    // MD5 names an original and does not prove it.
    if (known?.original === question.original) {
      hits++;
      return known.answer;
    }
    misses++;
    const made = run();
    entries.set(key, { original: copyOf(question.original), answer: made && copyOfAnswer(made) });
    return made;
  }

  return {
    answer,
    stats: () => ({
      enabled,
      size: entries.size,
      max_entries: maxEntries,
      hits,
      misses,
      evictions: entries.evictions,
      hit_rate_pct: hits === 0 ? 0 : Math.round((hits / (hits + misses)) * 1000) / 10,
    }),
  };
}

function keyOf({ original, ask, form }: Question): string {
  return `${md5(original)} ${sha256(ask)} ${form}`;
}

function copyOfAnswer({ rule, text }: Answer): Answer {
  return { rule, text: copyOf(text) };
}

function weightOf({ original, answer }: Entry): number {
  return ENTRY_OVERHEAD + bytesOf(original) + (answer ? bytesOf(answer.text) : 0);
}
