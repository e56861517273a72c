import { countsOf, type Hunk } from "./hunk.ts";
import { isChange, isRemark, versionsOf } from "./signs.ts";

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
  for (const gap of [...gaps, emptyGap(hunk.body.length)]) {
    const body = hunk.body.slice(from, gap.from);
    const counts = countsOf(body, starts.length);
    if (body.length > 0) {
      const section = hunks.length === 0 ? sectionAt(hunk, from) : "";
      const ranges = starts.map((start, i) => ({ start, count: counts[i] }));
      hunks.push({ ats: hunk.ats, ranges, section, body });
    }
    // A line of context stands in all versions.
    starts = starts.map((start, i) => start + counts[i] + gap.lines.length);
    from = gap.to;
  }
  return { hunks, leftOut: gaps.flatMap(({ lines }) => lines) };
}

/** Context that goes, from a line of a body up to another. */
interface Gap {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

function emptyGap(at: number): Gap {
  return { from: at, to: at, lines: [] };
}

function gapsOf({ body, ranges }: Hunk): Gap[] {
  const parents = ranges.length - 1;
  const gaps: Gap[] = [];
  let last: number | undefined;
  for (let at = 0; at < body.length; at++) {
    if (!isChange(versionsOf(body[at], parents), parents)) continue;
    gaps.push(gapBetween(body, last, at));
    last = at;
  }
  gaps.push(gapBetween(body, last, undefined));
  const isWorth = ({ from, to, lines }: Gap) =>
    lines.length >= (from === 0 || to === body.length ? 1 : LEAST_GAP);
  return gaps.filter(isWorth);
}

/** What stands between two changes, or before the first or behind the last one, less a line beside each. */
function gapBetween(
  body: readonly string[],
  change: number | undefined,
  next: number | undefined,
): Gap {
  const from = change === undefined ? 0 : behind(body, behind(body, change));
  let to = next === undefined ? body.length : next - 1;
  while (to > from && to < body.length && isRemark(body[to])) to--;
  if (to <= from) return emptyGap(from);
  return { from, to, lines: body.slice(from, to).filter((line) => !isRemark(line)) };
}

/** The first line behind this one and the remarks on it. */
function behind(body: readonly string[], at: number): number {
  let end = at + 1;
  while (end < body.length && isRemark(body[end])) end++;
  return end;
}

/** The function that a hunk is in which begins at this line: a later one may begin in what goes before it. */
function sectionAt({ body, ranges, section }: Hunk, at: number): string {
  if (section === "") return section;
  const later = body.slice(0, at)
    .map((line) => line.slice(ranges.length - 1).trimEnd())
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
