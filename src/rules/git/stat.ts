import type { Reader } from "./parts.ts";

const BEFORE_COUNT = " | ";
/** `12 +++---`, `Bin 0 -> 120 bytes`, `Unmerged` */
const SAID = /^(?:\d+(?: [+-]+)?|Bin(?: \d+ -> \d+ bytes)?|Unmerged)$/;
const SUM = /^ \d+ files? changed(?:,|$)/;
/** Stands for the files that `--stat-count` leaves out. */
const MORE = " ...";
const ONE_SIGN = /(?<= )(?:\++|-+)$/;

/** The rows of `--stat` up to their sum, without padding. A bar of one sign has the length that the number says. */
export const stat: Reader = (lines, at) => {
  if (!isRow(lines[at])) return undefined;
  let end = at;
  while (end < lines.length && (isRow(lines[end]) || lines[end] === MORE)) end++;
  const rows = lines.slice(at, end);
  // Without a sum they may be rows of any table.
  return { end, lines: SUM.test(lines[end] ?? "") ? rows.map(rowOf) : rows };
};

function isRow(line: string): boolean {
  if (!line.startsWith(" ")) return false;
  const bar = line.lastIndexOf(BEFORE_COUNT);
  return bar > 0 && SAID.test(line.slice(bar + BEFORE_COUNT.length).trimStart());
}

function rowOf(line: string): string {
  const bar = line.lastIndexOf(BEFORE_COUNT);
  if (bar < 0) return line;
  const said = line.slice(bar + BEFORE_COUNT.length).trimStart();
  return line.slice(0, bar).trimEnd() + BEFORE_COUNT + said.replace(ONE_SIGN, ([sign]) => sign);
}
