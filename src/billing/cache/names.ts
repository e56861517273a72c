/** The two halves of a hash under way. */
export interface Halves {
  readonly high: number;
  readonly low: number;
}

const HIGH = 2654435761;
const LOW = 1597334677;
const SEEDS: Halves = { high: 0xdeadbeef, low: 0x41c6ce57 };

/** Two multiplicative hashes of 32 bits side by side. */
export function hashOf(text: string): Halves {
  let { high, low } = SEEDS;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, HIGH);
    low = Math.imul(low ^ code, LOW);
  }
  return joined({ high, low }, { high: text.length, low: text.length });
}

/** The hash of what `before` stands for, and then of `next`. */
export function joined(before: Halves, next: Halves): Halves {
  return {
    high: Math.imul(before.high ^ next.high ^ (before.low >>> 16), HIGH),
    low: Math.imul(before.low ^ next.low ^ (before.high >>> 13), LOW),
  };
}

/**
 * The hash as a name: 53 bits, which is as much as a number holds. Of a million prefixes two share a name once in some
 * twenty thousand times.
 */
export function nameOf({ high, low }: Halves): number {
  return ((high ^ (low >>> 15)) & 0x1fffff) * 0x100000000 + ((low ^ (high >>> 15)) >>> 0);
}
