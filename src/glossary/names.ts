/** How often each long name stands in a part of a request. */
export interface Names {
  readonly counts: ReadonlyMap<string, number>;
  /** Those that stand where keys stand. */
  readonly keys: ReadonlySet<string>;
}

/** More names than these are not looked at; the first ones count. */
const MOST = 50_000;
/** More keys than these are not looked for elsewhere. */
const MOST_KEYS = 200;

/** Counts names. */
export class NameCounter implements Names {
  readonly counts = new Map<string, number>();
  readonly keys = new Set<string>();

  add(text: string, times: number): void {
    const known = this.counts.get(text) ?? 0;
    if (known === 0 && this.counts.size >= MOST) return;
    this.counts.set(text, known + times);
  }

  addKey(text: string): void {
    if (this.keys.size < MOST_KEYS) this.keys.add(text);
  }
}

/** After so many names others get their turn. */
const PIECE = 500;

/** What stands in the parts together, in steps. */
export function* together(parts: readonly Names[]): Generator<void, Names> {
  const all = new NameCounter();
  let steps = 0;
  for (const { counts, keys } of parts) {
    for (const key of keys) all.addKey(key);
    for (const [text, times] of counts) {
      all.add(text, times);
      if (++steps % PIECE === 0) yield;
    }
    yield;
  }
  return all;
}

/** Objects, and the map's own cells, about, in bytes. */
const OVERHEAD = 500;
const OVERHEAD_A_NAME = 70;

/** What names take in memory, about, in bytes. */
export function bytesOf({ counts, keys }: Names): number {
  let bytes = OVERHEAD;
  for (const text of counts.keys()) bytes += OVERHEAD_A_NAME + text.length;
  for (const text of keys) bytes += OVERHEAD_A_NAME + text.length;
  return bytes;
}
