import type { Reader } from "./parts.ts";

const ROW = /^ *(\d+)\t(.+)$/;
/** Fewer rows are not worth a line that tells how to read them. */
const LEAST_ROWS = 8;
const BETWEEN = "; ";

/** Rows of `git shortlog -s`: those who have as many commits stand on one line. */
export const shortlog: Reader = (lines, at) => {
  const authors = new Map<number, string[]>();
  let end = at;
  for (; end < lines.length; end++) {
    const [, count, author] = ROW.exec(lines[end]) ?? [];
    if (author === undefined) break;
    const alike = authors.get(Number(count));
    if (alike === undefined) authors.set(Number(count), [author]);
    else alike.push(author);
  }
  if (end === at) return undefined;
  const rows = lines.slice(at, end);
  if (rows.length < LEAST_ROWS || rows.some((row) => row.includes(BETWEEN))) {
    return { end, lines: rows };
  }
  const shown = [...authors].sort(([a], [b]) => b - a)
    .map(([count, names]) => `${count}: ${names.join(BETWEEN)}`);
  return { end, lines: ["[number of commits: authors who have it]", ...shown] };
};
