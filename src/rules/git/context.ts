import { countsOf, type Hunk, isChanged, isRemark } from "./hunk.ts";

/** Lines without a change that stay on each side of one. */
const CONTEXT = 1;
/** Between two changes a shorter gap is not worth the head of another hunk. */
const LEAST_GAP = 3;

/** A hunk cut into those pieces of it that hold a change. */
export interface Trimmed {
  readonly hunks: readonly Hunk[];
  /** Lines of the file: remarks on them are not counted. */
  readonly leftOut: readonly string[];
}

/** Takes out the context that is farther from a change than a line. */
export function trimmed(hunk: Hunk): Trimmed {
  const gaps = gapsOf(hunk);
  const hunks: Hunk[] = [];
  let starts = hunk.ranges.map(({ start }) => start);
  let from = 0;
  for (const gap of [...gaps, { from: hunk.body.length, to: hunk.body.length }]) {
    const section = hunks.length === 0 ? sectionAt(hunk, from) : "";
    if (gap.from > from) hunks.push(pieceOf(hunk, { starts, from, to: gap.from, section }));
    starts = shifted(starts, hunk.body.slice(from, gap.to));
    from = gap.to;
  }
  return { hunks, leftOut: gaps.flatMap(({ lines }) => lines) };
}

interface Gap {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

function gapsOf(hunk: Hunk): Gap[] {
  const near = nearOf(hunk);
  const gaps: Gap[] = [];
  for (let from = 0; from < near.length;) {
    let to = from;
    while (to < near.length && !near[to]) to++;
    const lines = hunk.body.slice(from, to).filter((line) => !isRemark(line));
    const isWithin = from > 0 && to < near.length;
    if (lines.length >= (isWithin ? LEAST_GAP : 1)) gaps.push({ from, to, lines });
    from = to + 1;
  }
  return gaps;
}

/** Which lines are changes or stand beside one. */
function nearOf({ body, ranges }: Hunk): boolean[] {
  const near: boolean[] = Array(body.length).fill(false);
  mark(body.keys(), body, ranges.length - 1, near);
  mark([...body.keys()].reverse(), body, ranges.length - 1, near);
  body.forEach((line, i) => {
    if (isRemark(line)) near[i] = near[i - 1];
  });
  return near;
}

function mark(
  order: Iterable<number>,
  body: readonly string[],
  parents: number,
  near: boolean[],
): void {
  let since = Infinity;
  for (const i of order) {
    if (isRemark(body[i])) continue;
    since = isChanged(body[i], parents) ? 0 : since + 1;
    if (since <= CONTEXT) near[i] = true;
  }
}

interface Place {
  readonly starts: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly section: string;
}

function pieceOf(hunk: Hunk, { starts, from, to, section }: Place): Hunk {
  const body = hunk.body.slice(from, to);
  const counts = countsOf(body, starts.length);
  const ranges = starts.map((start, i) => ({ start, count: counts[i] }));
  return { ats: hunk.ats, ranges, section, body };
}

function shifted(starts: readonly number[], passed: readonly string[]): number[] {
  const counts = countsOf(passed, starts.length);
  return starts.map((start, i) => start + counts[i]);
}

/** The function that a hunk is in which begins at this line: a later one may begin in what goes before it. */
function sectionAt({ body, ranges, section }: Hunk, at: number): string {
  if (section === "") return section;
  const parents = ranges.length - 1;
  const later = body.slice(0, at).map((line) => line.slice(parents).trimEnd())
    .findLast((line) => isHeading(line, section));
  return later === undefined ? section : ` ${later}`;
}

/** git takes a line for the head of a function if it begins so, or by a pattern of the language. */
function isHeading(line: string, section: string): boolean {
  if (/^[A-Za-z_$]/.test(line)) return true;
  const word = wordOf(section);
  return word !== "" && word === wordOf(line);
}

function wordOf(line: string): string {
  return /^\s*(\w*)/.exec(line)?.[1] ?? "";
}
