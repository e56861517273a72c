import type { OriginalId } from "../plan/decision.ts";
import { idOf, md5 } from "../text/digest.ts";
import { bytesOf, copyOf } from "./copy.ts";
import { createLru } from "./lru.ts";

/** The originals of what was squeezed, each under a short id. */
export interface Originals {
  /** Stores a text and names it: 8 characters of base32 from its MD5, two more while another text holds that id. */
  put(text: string): OriginalId;
  /** Puts back what a row of the ledger names, as far as there is room: a long session must not push itself out. */
  restore(id: OriginalId, text: string): void;
  has(id: string): boolean;
  get(id: string): string | undefined;
  stats(): { readonly size: number; readonly bytes: number };
}

const SHORTEST = 8;
/** An MD5 holds no more characters of base32 than these. */
const LONGEST = 26;

/** `maxBytes`: what all originals may take together, 0 for no limit. Those used longest ago go first. */
export function createOriginals({ maxBytes }: { readonly maxBytes: number }): Originals {
  const limit = maxBytes || Infinity;
  const store = createLru<string, string>({ maxWeight: limit, weigh: bytesOf });

  function put(text: string): OriginalId {
    for (const id of idsOf(text)) {
      const held = store.get(id);
      if (held === text) return id;
      if (held !== undefined) continue;
      store.set(id, copyOf(text));
      return id;
    }
    throw new Error("unreachable: there are ids without end");
  }

  function restore(id: OriginalId, text: string): void {
    // Looking it up counts as use: what live conversations hold stays longest.
    if (store.get(id) !== undefined) return;
    if (store.weight + bytesOf(text) <= limit) store.set(id, copyOf(text));
  }

  return {
    put,
    restore,
    has: (id) => store.has(id),
    get: (id) => store.get(id),
    stats: () => ({ size: store.size, bytes: store.weight }),
  };
}

/** The names that a text may have, best first. Two texts of one MD5 part where a count is digested before them. */
function* idsOf(text: string): Generator<OriginalId> {
  for (let round = 0;; round++) {
    const digest = md5(round === 0 ? text : `${round} ${text}`);
    for (let length = SHORTEST; length <= LONGEST; length += 2) {
      yield idOf(digest, length) as OriginalId;
    }
  }
}
