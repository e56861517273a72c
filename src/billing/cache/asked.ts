import type { CacheRule, Life, Paid, PromptBlock } from "../prompt.ts";
import type { Entries } from "./entries.ts";

/** One request to a cache, made ready. */
export interface Asked {
  readonly entries: Entries;
  readonly caching: Exclude<CacheRule, { readonly by: "nothing" }>;
  readonly blocks: readonly PromptBlock[];
  readonly automatic: Life | undefined;
  /** A name for each prefix that ends with a block. */
  readonly names: readonly number[];
  /** Tokens of each prefix. */
  readonly sizes: readonly number[];
  /** When the request was made and when its answer began, in milliseconds. */
  readonly at: number;
  readonly begun: number;
}

/** A prefix to be cached: the index of its last block, and how long it is to live. */
export interface Boundary {
  readonly last: number;
  readonly life: Life;
}

/** The part of a prompt up to the block at `hit` (none: -1) is read, which keeps it alive. */
export function readTo(hit: number, { entries, names, at }: Asked): void {
  for (const name of names.slice(0, hit + 1)) entries.refresh(name, at);
}

/** Writes what is to be cached beyond `hit`, and says what all of the prompt is paid as. */
export function writtenBeyond(hit: number, boundaries: readonly Boundary[], asked: Asked): Paid {
  const { entries, caching, names, sizes, at, begun } = asked;
  const written = boundaries.filter(({ last }) => last > hit && sizes[last] >= caching.least);
  for (const { last, life } of written) {
    entries.write(names[last], { at, begun, life: caching.lives[life] });
  }
  const sizeAt = (last: number) => last < 0 ? 0 : sizes[last];
  const read = sizeAt(hit);
  const long = sizeAt(Math.max(hit, ...lastsOf(written.filter(({ life }) => life === "long"))));
  const all = sizeAt(Math.max(hit, ...lastsOf(written)));
  return {
    read,
    write_long: long - read,
    write: all - long,
    input: sizeAt(sizes.length - 1) - all,
  };
}

function lastsOf(boundaries: readonly Boundary[]): number[] {
  return boundaries.map(({ last }) => last);
}
