import { spanBytes } from "../json/spans.ts";
import { commonPrefix, sameBytes } from "../text/bytes.ts";
import type { Conversation } from "../conversation/conversation.ts";

/** More than these in use at once are rare, and each is looked at for every request. */
const MOST = 64;
/** About what a turn takes beside its bytes. */
const BYTES_A_TURN = 1000;

/** A reading and what it takes, in bytes. */
interface Kept {
  readonly reading: Conversation;
  /** Who read it: the same bytes say another thing in another API. */
  readonly reader: string;
  readonly bytes: number;
}

/**
 * The latest request of each conversation under way, so that the next one, which repeats it and adds a little, need
 * not be read again. Bounded to `maxBytes`, the least used out first.
 */
export class Readings {
  /** The latest used last. */
  readonly #kept: Kept[] = [];
  #bytes = 0;
  readonly #maxBytes: number;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The request that this body repeats the most of, of those that the same reader read. */
  nearest(body: Uint8Array, reader: string): Conversation | undefined {
    let best: Conversation | undefined;
    let length = 0;
    for (let i = this.#kept.length - 1; i >= 0; i--) {
      const { reading, reader: other } = this.#kept[i];
      if (other !== reader) continue;
      // Most share less, which one look tells.
      if (!isSame(reading.body, body, length + 1)) continue;
      [best, length] = [reading, commonPrefix(reading.body, body)];
    }
    return best;
  }

  /** Keeps a reading, in place of the nearest one where it continues that. */
  keep(reading: Conversation, reader: string, nearest: Conversation | undefined): void {
    if (nearest && continues(reading, nearest)) {
      this.#drop(this.#kept.findIndex((kept) => kept.reading === nearest));
    }
    const bytes = bytesOf(reading);
    if (bytes > this.#maxBytes) return;
    this.#kept.push({ reading, reader, bytes });
    this.#bytes += bytes;
    while (this.#bytes > this.#maxBytes || this.#kept.length > MOST) this.#drop(0);
  }

  #drop(index: number): void {
    // Another request that continues it may have been kept meanwhile.
    if (index >= 0) this.#bytes -= this.#kept.splice(index, 1)[0].bytes;
  }
}

/** A side call has the first bytes in common with the conversation beside it, and must not push it out. */
function continues(reading: Conversation, kept: Conversation): boolean {
  return isSame(kept.body, reading.body, Math.ceil(kept.body.length / 2));
}

function bytesOf({ body, root, turns }: Conversation): number {
  return body.length + (root ? spanBytes(root) : 0) + turns.length * BYTES_A_TURN;
}

function isSame(a: Uint8Array, b: Uint8Array, length: number): boolean {
  return a.length >= length && b.length >= length &&
    sameBytes(a.subarray(0, length), b.subarray(0, length));
}
