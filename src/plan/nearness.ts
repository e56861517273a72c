import type { Call } from "../conversation/conversation.ts";
import { changes, isSamePath, type Reading, readingOf } from "../rules/reading.ts";
import { isFileRead } from "../rules/source.ts";
import type { Scene } from "./desk.ts";
import type { LeastFor } from "./overlap.ts";
import type { Standing } from "./standing.ts";

/** The fewest lines that are pointed at, by how near the two texts are to one another. */
const LEAST = {
  /** The same lines of the same file, the same command, or what the model itself wrote. */
  same: 4,
  /** Other output: equal lines may stand there by chance. */
  other: 8,
  /** Code: equal lines of other places would have to be put together from shreds. */
  code: 16,
} as const;

/** Lines of a file that was not seen to change move no further than this. */
const FARTHEST = 40;

/** How many lines it takes to point from the block under decision at others. */
export function leastFor(scene: Scene): LeastFor {
  const { call } = scene.block;
  const reading = readingOf(call);
  const usual = isFileRead(call) ? LEAST.code : LEAST.other;
  const ofFile = new Map<Standing, boolean>();
  const edited = reading === undefined ? -1 : lastChange(scene, reading);
  const isOfFile = (standing: Standing) => {
    const known = ofFile.get(standing);
    if (known !== undefined) return known;
    const is = reading !== undefined && readsSame(standing, reading);
    ofFile.set(standing, is);
    return is;
  };
  return (standing, number, numberThere) => {
    if (isOfFile(standing)) {
      if (standing.kind === "input" || number === numberThere && number > 0) return LEAST.same;
      if (number === 0 || numberThere === 0) return LEAST.code;
      if (edited > standing.call.nth) return LEAST.same;
      return Math.abs(number - numberThere) <= FARTHEST ? LEAST.code : Infinity;
    }
    const isSameCall = standing.call.tool === call.tool && standing.call.command === call.command;
    return isSameCall && reading === undefined ? LEAST.same : usual;
  };
}

function readsSame({ call }: Standing, { path }: Reading): boolean {
  const there = readingOf(call)?.path ?? call.command;
  return isSamePath(there, path);
}

/** Which call was the last to change the file. */
function lastChange({ before }: Scene, { path }: Reading): number {
  const changer = (call: Call) => changes(call, path);
  return before.blocks.findLast(({ call }) => changer(call))?.call.nth ?? -1;
}
