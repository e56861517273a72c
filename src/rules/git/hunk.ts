import { isChange, isRemark, NO_SIGNS, versionsOf } from "./signs.ts";

/** A hunk of a unified diff, or of a combined one, which has a column of signs and a range for each parent. */
export interface Hunk {
  /** `@@` or more. */
  readonly ats: string;
  /** Of the old versions, then of the new one. */
  readonly ranges: readonly Range[];
  /** What stands behind the second `@@`: the function that the hunk is in. */
  readonly section: string;
  readonly body: readonly string[];
}

/** `12,7`: seven lines from line 12 on. */
export interface Range {
  readonly start: number;
  readonly count: number;
}

/** Merges of more parents than ten have been seen once or twice. */
const HEAD = /^(@{2,12})((?: -\d{1,9}(?:,\d{1,9})?)+ \+\d{1,9}(?:,\d{1,9})?) (@{2,12})(.*)$/;

/**
 * The hunk that begins at this line, if its body has as many lines as its head says: that alone tells a deleted
 * line `-- a/sql` from the head of the next file.
 */
export function hunkAt(lines: readonly string[], at: number): Hunk | undefined {
  if (!lines[at].startsWith("@@")) return undefined;
  const [, ats, said, closing, section] = HEAD.exec(lines[at]) ?? [];
  if (ats === undefined || ats !== closing) return undefined;
  const ranges = said.trim().split(" ").map(rangeOf);
  if (ranges.length !== ats.length) return undefined;
  const end = bodyEnd(lines, at + 1, ranges);
  return end === undefined ? undefined : { ats, ranges, section, body: lines.slice(at + 1, end) };
}

/** How many of a body's lines stand in each version: the old ones, then the new one. */
export function countsOf(body: readonly string[], versions: number): number[] {
  const counts: number[] = Array(versions).fill(0);
  for (const line of body) add(counts, versionsOf(line, versions - 1), 1);
  return counts;
}

/** The hunk as lines, without the counts: they can be read off the body. */
export function linesOf({ ats, ranges, section, body }: Hunk): string[] {
  const said = ranges.map(({ start, count }, i) => {
    const sign = i < ranges.length - 1 ? "-" : "+";
    return `${sign}${start}${count === 0 ? ",0" : ""}`;
  });
  return [`${ats} ${said.join(" ")} ${ats}${section}`, ...body];
}

function bodyEnd(
  lines: readonly string[],
  from: number,
  ranges: readonly Range[],
): number | undefined {
  const left = ranges.map((range) => range.count);
  let hasChange = false;
  let at = from;
  for (; left.some((count) => count > 0); at++) {
    const versions = at < lines.length ? versionsOf(lines[at], left.length - 1) : NO_SIGNS;
    if (versions === NO_SIGNS) return undefined;
    add(left, versions, -1);
    if (left.some((count) => count < 0)) return undefined;
    hasChange ||= isChange(versions, left.length - 1);
  }
  if (at < lines.length && isRemark(lines[at])) at++;
  return hasChange ? at : undefined;
}

function add(counts: number[], versions: number, step: number): void {
  for (let i = 0; i < counts.length; i++) {
    if ((versions >> i & 1) === 1) counts[i] += step;
  }
}

function rangeOf(said: string): Range {
  const [start, count] = said.slice(1).split(",");
  return { start: Number(start), count: Number(count ?? 1) };
}
