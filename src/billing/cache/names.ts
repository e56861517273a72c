/** The two halves of a hash under way. */
interface Halves {
  readonly high: number;
  readonly low: number;
}

const HIGH = 2654435761;
const LOW = 1597334677;
const SEEDS: Halves = { high: 0xdeadbeef, low: 0x41c6ce57 };

/**
 * A name for each prefix of a list of ids: name `i` stands for `scope` and the ids 0 to `i`. 53 bits, which is as much
 * as a number holds: of a million prefixes two share a name once in some twenty thousand times.
 */
export function prefixNames(scope: string, ids: readonly string[]): number[] {
  let halves = hashed(SEEDS, scope);
  return ids.map((id) => {
    halves = hashed(halves, id);
    return nameOf(halves);
  });
}

/** Two multiplicative hashes of 32 bits side by side; a last step keeps `ab, c` and `a, bc` apart. */
function hashed({ high, low }: Halves, text: string): Halves {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, HIGH);
    low = Math.imul(low ^ code, LOW);
  }
  return {
    high: Math.imul(high ^ (low >>> 16) ^ text.length, HIGH),
    low: Math.imul(low ^ (high >>> 13) ^ text.length, LOW),
  };
}

function nameOf({ high, low }: Halves): number {
  return ((high ^ (low >>> 15)) & 0x1fffff) * 0x100000000 + ((low ^ (high >>> 15)) >>> 0);
}
