import type { Mark } from "../conversation/conversation.ts";
import type { Claim } from "../conversation/owner.ts";
import { createLru } from "./lru.ts";
import type { Owner } from "./owners.ts";

/** Whose marks and chains are whose, in memory. It holds no misses. */
export interface HeldOwners {
  ofMark(mark: Mark): Owner | undefined;
  /** What memory alone can say of a claim. */
  ofClaim(claim: Claim): Owner | undefined;
  holdMark(mark: Mark, owner: Owner): void;
  /** For chains that hold an assistant turn: those without one may stop proving anything at any time. */
  holdChain(chain: string, owner: Owner): void;
  clear(): void;
}

/** What an entry takes, about: a digest in hex, and what the map needs for it. */
const BYTES_AN_ENTRY = 200;

/** Bounded to about `maxBytes`. */
export function createHeldOwners(maxBytes: number): HeldOwners {
  const maxEntries = maxBytes / 2 / BYTES_AN_ENTRY;
  const marks = createLru<string, Owner>({ maxEntries });
  const chains = createLru<string, Owner>({ maxEntries });

  function ofMark(mark: Mark): Owner | undefined {
    return marks.get(mark.digest);
  }

  function ofClaim({ marks, chain }: Claim): Owner | undefined {
    const latest = marks.findLast((mark) => ofMark(mark));
    if (latest) return ofMark(latest);
    return chain === undefined ? undefined : chains.get(chain);
  }

  function holdChain(chain: string, owner: Owner): void {
    if (!chains.get(chain)?.offered) chains.set(chain, owner);
  }

  return {
    ofMark,
    ofClaim,
    holdMark: (mark, owner) => marks.set(mark.digest, owner),
    holdChain,
    clear: () => {
      marks.clear();
      chains.clear();
    },
  };
}
