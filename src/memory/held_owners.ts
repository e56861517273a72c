import type { Mark } from "../conversation/conversation.ts";
import type { Claim } from "../conversation/owner.ts";
import { createLru } from "./lru.ts";
import { type Owner, rankOf } from "./owners.ts";

/** Whose marks and chains are whose, in memory. It holds no misses. */
export interface HeldOwners {
  ofKey(key: string): Owner | undefined;
  ofMark(mark: Mark): Owner | undefined;
  ofChain(chain: string | undefined): Owner | undefined;
  /** What memory alone can say of a claim. */
  ofClaim(claim: Claim): Owner | undefined;
  holdOwner(owner: Owner): void;
  holdMark(mark: Mark, owner: Owner): void;
  holdChain(chain: string, owner: Owner): void;
  dropChain(chain: string): void;
  clear(): void;
}

/** What an entry takes, about: a digest in hex, and what the map needs for it. */
const BYTES_AN_ENTRY = 200;

/** Bounded to about `maxBytes`. */
export function createHeldOwners(maxBytes: number): HeldOwners {
  const maxEntries = maxBytes / 3 / BYTES_AN_ENTRY;
  const keys = createLru<string, Owner>({ maxEntries });
  const marks = createLru<string, Owner>({ maxEntries });
  const chains = createLru<string, Owner>({ maxEntries });

  function ofMark(mark: Mark): Owner | undefined {
    return marks.get(mark.digest);
  }

  function ofChain(chain: string | undefined): Owner | undefined {
    return chain === undefined ? undefined : chains.get(chain);
  }

  function ofClaim(claim: Claim): Owner | undefined {
    const latest = claim.marks.findLast((mark) => ofMark(mark));
    return latest ? ofMark(latest) : ofChain(claim.chain);
  }

  /** Of several conversations that went the same way, the one with the tool, then the first. */
  function holdChain(chain: string, owner: Owner): void {
    const held = chains.get(chain);
    if (!held || rankOf(owner.offer) > rankOf(held.offer)) chains.set(chain, owner);
  }

  function clear(): void {
    for (const held of [keys, marks, chains]) held.clear();
  }

  return {
    ofKey: keys.get,
    ofMark,
    ofChain,
    ofClaim,
    holdOwner: (owner) => keys.set(owner.key, owner),
    holdMark: (mark, owner) => marks.set(mark.digest, owner),
    holdChain,
    dropChain: chains.delete,
    clear,
  };
}
