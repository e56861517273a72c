import { tokensOf } from "../text/tokens.ts";
import { unwrapped } from "../rules/wrapping.ts";
import { readingOf } from "../rules/reading.ts";
import type { OriginalId, Target } from "./decision.ts";
import type { Desk, Scene } from "./desk.ts";
import { type Rows, rowsOf } from "./lines.ts";
import { leastFor } from "./nearness.ts";
import { type Overlap, overlapsIn } from "./overlap.ts";
import { standingsOf } from "./standing.ts";
import { runLine } from "./wording.ts";

/** A text in which lines point at where they stand earlier in the request. */
export interface Pointing {
  readonly text: string;
  readonly to: readonly Target[];
}

/** What a reference must save, in tokens: it sends its reader elsewhere. */
const LEAST_GAIN = 30;

/**
 * Puts references in the place of lines that stand before the block in this request. `text` is what would go up
 * without them; `undefined` where there is nothing to point at.
 */
export function pointing(
  scene: Scene,
  desk: Desk,
  text: string,
  original: () => OriginalId,
): Pointing | undefined {
  const { head, body, tail } = unwrapped(text);
  const own = rowsOf(body, readingOf(scene.block.call)?.from);
  const overlaps = overlapsIn(own, standingsOf(scene, desk), leastFor(scene))
    .filter((overlap) => isSame(own, overlap) && gains(own, overlap, scene));
  if (overlaps.length === 0) return undefined;
  const cited = desk.cite(original());
  if (scene.conversation.head.clearsResults && cited === undefined) return undefined;
  return { text: head + written(own, overlaps, scene, cited) + tail, to: targetsOf(overlaps) };
}

/** Hashes find lines, and do not prove that they are the same. */
function isSame(own: Rows, { at, length, standing, from }: Overlap): boolean {
  const { contents } = standing.rows();
  for (let i = 0; i < length; i++) {
    if (own.contents[at + i] !== contents[from + i]) return false;
  }
  return true;
}

function gains(own: Rows, overlap: Overlap, { block }: Scene): boolean {
  const lines = own.rows.slice(overlap.at, overlap.at + overlap.length).join("\n");
  return tokensOf(lines) - tokensOf(runLine(own, overlap, block.call, {})) >= LEAST_GAIN;
}

/** The id stands in the first reference: it brings all of the result back. */
function written(
  own: Rows,
  overlaps: readonly Overlap[],
  { block }: Scene,
  cited: string | undefined,
): string {
  const lines: string[] = [];
  let next = 0;
  overlaps.forEach((overlap, i) => {
    lines.push(...own.rows.slice(next, overlap.at));
    const [first, last] = [i === 0, overlaps[i - 1]];
    lines.push(runLine(own, overlap, block.call, { cited: first ? cited : undefined, last }));
    next = overlap.at + overlap.length;
  });
  return [...lines, ...own.rows.slice(next)].join("\n");
}

function targetsOf(overlaps: readonly Overlap[]): Target[] {
  const targets = new Map(
    overlaps.map(({ standing: { target } }) => [`${target.anchor} ${target.digest}`, target]),
  );
  return [...targets.values()];
}
