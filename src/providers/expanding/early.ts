/**
 * Lets the beginning of an event go down before its end has come, unless it may be the start of a call of ours. Without
 * such a call every byte goes down as soon as it came.
 */
export class Early {
  readonly #start: Uint8Array;
  /** How much of the event that is still coming went down already. */
  #sent = 0;

  /** `start` is how an event begins that may be the start of a call of ours. */
  constructor(start: string) {
    this.#start = new TextEncoder().encode(start);
  }

  /** What of an event that has not come whole may go down now. */
  of(coming: Uint8Array): Uint8Array[] {
    if (coming.length === this.#sent || this.#mayBeStart(coming)) return [];
    const bytes = coming.subarray(this.#sent);
    this.#sent = coming.length;
    return [bytes];
  }

  /** What of an event goes down, now that it is whole. */
  less(judge: () => readonly Uint8Array[]): readonly Uint8Array[] {
    const sent = this.#sent;
    this.#sent = 0;
    const down = judge();
    return sent > 0 ? down.map((bytes) => bytes.subarray(sent)) : down;
  }

  /** What is left of an event that broke off. */
  rest(coming: Uint8Array): Uint8Array {
    return coming.subarray(this.#sent);
  }

  /** An event that does not say at its beginning what it is may be anything. */
  #mayBeStart(coming: Uint8Array): boolean {
    return beginsAlike(coming, this.#start) || !beginsAlike(coming, EVENT);
  }
}

const EVENT = new TextEncoder().encode("event: ");

function beginsAlike(bytes: Uint8Array, other: Uint8Array): boolean {
  const length = Math.min(bytes.length, other.length);
  for (let i = 0; i < length; i++) if (bytes[i] !== other[i]) return false;
  return true;
}
