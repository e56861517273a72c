/** Where a stretch stands, in one number: which name, from which part, to which part. */
type Place = number;

/** More places than these are not looked at. */
const MOST = 300_000;

/** The texts that may be finds, where each of them stands, and what of the names is taken. */
export class Taking {
  readonly #times: number[] = [];
  /** Of each name, a bit for each part that belongs to a find. */
  readonly #taken: number[] = [];
  readonly #places = new Map<string, Place[]>();
  readonly #byLength: string[][] = [];
  #count = 0;

  get isFull(): boolean {
    return this.#count >= MOST;
  }

  /** A further name, which stands so many times. */
  begin(times: number): void {
    this.#times.push(times);
    this.#taken.push(0);
  }

  /** A stretch of the name that was begun last. */
  add(text: string, from: number, to: number): void {
    const place = ((this.#times.length - 1) << 10) | (from << 5) | to;
    const known = this.#places.get(text);
    this.#count++;
    if (known) known.push(place);
    else {
      this.#places.set(text, [place]);
      (this.#byLength[text.length] ??= []).push(text);
    }
  }

  /** The texts, the longest first; of one length the one that came first. */
  *texts(): Generator<string, void> {
    for (let length = this.#byLength.length - 1; length >= 0; length--) {
      yield* this.#byLength[length] ?? [];
    }
  }

  /** How often the text stands where nothing is taken; from `least` on it is taken there, below that it is 0. */
  take(text: string, least: number): number {
    const free: Place[] = [];
    let occurrences = 0;
    for (const place of this.#places.get(text) ?? []) {
      const [index, mask] = [place >> 10, maskOf(place)];
      if ((this.#taken[index] & mask) !== 0) continue;
      this.#taken[index] |= mask;
      occurrences += this.#times[index];
      free.push(place);
    }
    if (occurrences >= least) return occurrences;
    for (const place of free) this.#taken[place >> 10] &= ~maskOf(place);
    return 0;
  }
}

function maskOf(place: Place): number {
  const [from, to] = [(place >> 5) & 31, place & 31];
  return ((2 << (to - from)) - 1) << from;
}
