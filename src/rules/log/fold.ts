import { troubleIn } from "../trouble.ts";
import { type Entry, fieldsOf } from "./pattern.ts";
import type { Row } from "./write.ts";

/** Fewer lines in a row are shorter by themselves. */
const LEAST_LINES = 8;
/** So many values of one place are told; of lines that tell of trouble all are, or none goes. */
const MOST_VALUES = 4;
const MOST_OF_TROUBLE = 12;

/** Rows with runs of one pattern told as one line, and how many lines went. */
export interface Folded {
  readonly lines: readonly string[];
  readonly left: number;
}

/** Tells lines of one pattern that follow one another by their first, their last, and what stood between. */
export function folded(rows: readonly Row[]): Folded {
  const lines: string[] = [];
  let left = 0;
  for (let first = 0; first < rows.length;) {
    const end = runEnd(rows, first);
    const between = rows.slice(first + 1, end - 1);
    const told = end - first >= LEAST_LINES ? toldOf(between) : undefined;
    if (told === undefined) lines.push(...rows.slice(first, end).map(({ text }) => text));
    else {
      lines.push(rows[first].text, told, lastOf(rows[end - 1], rows[first]));
      left += between.length;
    }
    first = end;
  }
  return { lines, left };
}

function runEnd(rows: readonly Row[], first: number): number {
  const { by } = rows[first];
  let end = first + 1;
  while (by !== undefined && rows[end]?.by === by) end++;
  return end;
}

/** `[34 more of #3 to 19:14:11: 9, 6 x33; 1..200]`: count, last time, and what stood in each place. */
function toldOf(rows: readonly Row[]): string | undefined {
  const { by, entry: first } = rows[0];
  const { entry: last } = rows[rows.length - 1];
  if (by === undefined) return undefined;
  const most = troubleIn(first.line) === undefined ? MOST_VALUES : MOST_OF_TROUBLE;
  const values: string[] = [];
  const fields = rows.map(({ entry }) => fieldsOf(entry, by.pattern));
  for (const place of by.pattern.places.keys()) {
    const counts = countsOf(fields.map((row) => row[place]));
    if (counts.size > most && most === MOST_OF_TROUBLE) return undefined;
    values.push(counts.size > most ? rangeOf([...counts.keys()]) : listOf(counts));
  }
  const to = last.stamp === undefined ? "" : ` to ${whenOf(last, first, "")}`;
  const told = values.length === 0 ? "" : `: ${values.join("; ")}`;
  return `[${rows.length} more of #${by.number}${to}${told}]`;
}

function countsOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function listOf(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([value, count]) => count === 1 ? value : `${value} x${count}`).join(", ");
}

function rangeOf(values: readonly string[]): string {
  if (!values.every((value) => /^-?\d{1,15}(?:\.\d{1,20})?$/.test(value))) {
    return `${values.length} values`;
  }
  const low = values.reduce((a, b) => Number(b) < Number(a) ? b : a);
  const high = values.reduce((a, b) => Number(b) > Number(a) ? b : a);
  return `${low}..${high}`;
}

/** The last line of a run: what stands above it has gone, and nothing is as there. */
function lastOf({ text, entry, by }: Row, { entry: first }: Row): string {
  if (by === undefined) return text;
  const fields = fieldsOf(entry, by.pattern);
  const when = entry.stamp === undefined ? [] : [whenOf(entry, first, entry.stamp.label)];
  return [...when, `#${by.number}`, ...fields].join(" ");
}

/** The day only where it is another one. */
function whenOf({ line, stamp }: Entry, first: Entry, label: string): string {
  if (stamp === undefined) return "";
  const when = stamp.day === first.stamp?.day
    ? stamp.time
    : line.slice(stamp.label.length, stamp.length);
  return label + when;
}
