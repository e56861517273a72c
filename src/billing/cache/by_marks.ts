import type { Paid, PromptBlock } from "../prompt.ts";
import { type Asked, type Boundary, readTo, writtenBeyond } from "./asked.ts";

/** A marker looks back so many places for what is cached. */
const LOOKBACK = 20;

/** Anthropic's cache: a prefix is written where a marker stands, and each marker finds the latest one before it. */
export function askByMarks(asked: Asked): Paid {
  const marks = marksOf(asked);
  const places = placesOf(asked.blocks);
  const hit = Math.max(-1, ...marks.map(({ last }) => foundFrom(last, places, asked)));
  readTo(hit, asked);
  return writtenBeyond(hit, marks, asked);
}

/** A marker on the request as a whole stands on its last block. */
function marksOf({ blocks, automatic }: Asked): Boundary[] {
  const marks = blocks.flatMap(({ mark: life }, last) => life ? [{ last, life }] : []);
  const end = blocks.length - 1;
  const isMarked = automatic === undefined || end < 0 || blocks[end].mark !== undefined;
  return isMarked ? marks : [...marks, { last: end, life: automatic }];
}

/** A run of calls and a run of results each count as one place. */
function placesOf(blocks: readonly PromptBlock[]): number[] {
  let place = -1;
  return blocks.map(({ kind }, i) => {
    const goesOn = (kind === "call" || kind === "result") && blocks[i - 1]?.kind === kind;
    return goesOn ? place : ++place;
  });
}

function foundFrom(mark: number, places: readonly number[], asked: Asked): number {
  const { entries, names, at } = asked;
  for (let i = mark; i >= 0 && places[mark] - places[i] < LOOKBACK; i--) {
    if (entries.isLive(names[i], at)) return i;
  }
  return -1;
}
