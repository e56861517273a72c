import { anchorsOf, hidesAnything, type Layout, wordsOfLayout } from "./layout.ts";

/** A message of the assistant as a client sends it back. */
export interface Echo {
  /** Digests of ids and signatures that are nobody else's. */
  readonly marks: readonly string[];
  /** Digests of ids that count up from 0 in every conversation: they tell beside the chain alone. */
  readonly shortIds: readonly string[];
  /** It calls a tool of the client. */
  readonly calls: boolean;
  /** Everything said before it, as a link of the digest chain. */
  readonly chain: string;
  /** All that the model says in it, white space aside; asked for only where nothing else tells. */
  readonly words: () => string;
}

/** A layout, and what its message answered. */
export interface Placed {
  /** The message's own, among those of its conversation. */
  readonly name: string;
  readonly chain: string;
  readonly layout: Layout;
}

/** Whether a request that ended with this chain was once answered in these words, whole and with nothing hidden. */
export type IsPlain = (chain: string, words: string) => boolean;

/**
 * Finds the layout of an echoed message: by any id or signature in it; only where it has none, by what stands before
 * it and its words. Words alone would find the pair of another "Done.". Of several the latest stands.
 */
export function layoutFinder(
  stored: readonly Placed[],
  isPlain: IsPlain,
): (echo: Echo) => Placed | undefined {
  const byMark = new Map<string, Placed>();
  const byChain = new Map<string, Placed[]>();
  for (const placed of stored) {
    for (const mark of anchorsOf(placed.layout)) byMark.set(mark, placed);
    byChain.set(placed.chain, [...byChain.get(placed.chain) ?? [], placed]);
  }
  return (echo) => {
    const marked = echo.marks.map((mark) => byMark.get(mark)).find((placed) => placed);
    const beside = byChain.get(echo.chain) ?? [];
    return marked ?? withIds(beside, echo.shortIds) ?? answering(echo, beside, isPlain);
  };
}

function withIds(beside: readonly Placed[], ids: readonly string[]): Placed | undefined {
  if (ids.length === 0) return undefined;
  return beside.findLast(({ layout }) => anchorsOf(layout).some((mark) => ids.includes(mark)));
}

/** By its words: only where the echo has nothing that tells whose answer it is. */
function answering(
  { calls, marks, chain, words }: Echo,
  beside: readonly Placed[],
  isPlain: IsPlain,
): Placed | undefined {
  const hiding = beside.filter(({ layout }) => hidesAnything(layout));
  if (calls || marks.length > 0 || hiding.length === 0) return undefined;
  const said = words();
  // The same request was answered again, and this time nothing was hidden.
  if (said !== "" && isPlain(chain, said)) return undefined;
  return hiding.findLast(({ layout }) => wordsOfLayout(layout) === said) ??
    hiding.findLast(({ layout }) => isBrokenOff(said, wordsOfLayout(layout)));
}

/** An answer that broke off: the client has less of its last text than we have of it, or more than was whole. */
function isBrokenOff(said: string, stored: string): boolean {
  return said !== "" && (stored.startsWith(said) || said.startsWith(stored));
}
