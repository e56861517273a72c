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
  for (const line of body) countLine(line, counts, 1);
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

/** Does the line stand in one version and not in another? */
export function isChanged(line: string, parents: number): boolean {
  for (let i = 0; i < parents; i++) {
    if (line[i] === "+" || line[i] === "-") return true;
  }
  return false;
}

/** `\ No newline at end of file`, in any language: it belongs to the line before. */
export function isRemark(line: string): boolean {
  return line.startsWith("\\");
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
    const line = lines[at];
    if (line === undefined || !hasSigns(line, left.length - 1)) return undefined;
    countLine(line, left, -1);
    if (left.some((count) => count < 0)) return undefined;
    hasChange ||= isChanged(line, left.length - 1);
  }
  if (at < lines.length && isRemark(lines[at])) at++;
  return hasChange ? at : undefined;
}

function hasSigns(line: string, parents: number): boolean {
  if (isRemark(line)) return true;
  for (let i = 0; i < parents; i++) {
    // A blank line of context may have lost its sign on the way.
    if (i < line.length && line[i] !== " " && line[i] !== "+" && line[i] !== "-") return false;
  }
  return true;
}

/** Counts a line in the versions that it stands in. */
function countLine(line: string, counts: number[], step: number): void {
  if (isRemark(line)) return;
  const parents = counts.length - 1;
  const isGone = line.slice(0, parents).includes("-");
  for (let i = 0; i < parents; i++) {
    if (isGone ? line[i] === "-" : line[i] !== "+") counts[i] += step;
  }
  if (!isGone) counts[parents] += step;
}

function rangeOf(said: string): Range {
  const [start, count] = said.slice(1).split(",");
  return { start: Number(start), count: Number(count ?? 1) };
}
