import type { Paid, PromptBlock } from "../prompt.ts";
import { type Asked, type Boundary, readTo, writtenBeyond } from "./asked.ts";

/** So many ends of earlier messages are looked at. */
const EARLIER_ENDS = 20;
/** So many markers are looked at. */
const MARKS = 80;
/** So many prefixes are written for one request. */
const WRITTEN = 4;

/**
 * OpenAI's cache of GPT-5.6 and later: a prefix is written at the end of the latest message that takes one and at the
 * latest markers, and found again where such an end or marker stands.
 */
export function askByEnds(asked: Asked): Paid {
  const { blocks, automatic, entries, names, sizes, caching, at } = asked;
  const marks = blocks.flatMap(({ mark: life }, last) => life ? [{ last, life }] : []);
  const ends = automatic === undefined ? [] : endsOf(blocks);
  const candidates = [
    ...marks.slice(-MARKS).map(({ last }) => last),
    ...ends.slice(-EARLIER_ENDS - 1),
  ];
  const hit = Math.max(
    -1,
    ...candidates.filter((last) => sizes[last] >= caching.least && entries.isLive(names[last], at)),
  );
  readTo(hit, asked);
  const own: Boundary[] = automatic === undefined
    ? []
    : ends.slice(-1).map((last) => ({ last, life: automatic }));
  return writtenBeyond(hit, [...marks.slice(own.length - WRITTEN), ...own], asked);
}

/** Where messages of the user end, groups of results, and the instructions at the beginning. */
function endsOf(blocks: readonly PromptBlock[]): number[] {
  const beginning = blocks.findIndex(({ kind }) => kind !== "tools" && kind !== "system");
  return [...blocks.keys()].filter((i) => {
    const { kind, ends } = blocks[i];
    if (!ends) return false;
    if (kind === "user") return true;
    const isGroupsLast = blocks[i + 1]?.kind !== kind;
    return isGroupsLast && (kind === "result" || (kind === "system" && i + 1 === beginning));
  });
}
