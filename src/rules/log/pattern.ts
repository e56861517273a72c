import { troubleIn } from "../trouble.ts";
import { BLANK, filled, shapeOf } from "./shape.ts";
import { type Stamp, stampOf } from "./stamp.ts";

/** A line of a log. */
export interface Entry {
  readonly line: string;
  readonly stamp: Stamp | undefined;
  readonly shape: string;
  readonly values: readonly string[];
}

/** What many lines have in common. */
export interface Pattern {
  /** With `BLANK` where lines differ. */
  readonly text: string;
  /** Which of the values differ, and how many characters at their beginning the text says already. */
  readonly places: readonly Place[];
  readonly entries: readonly Entry[];
}

interface Place {
  readonly at: number;
  readonly said: number;
}

/** What stands in the blanks of its pattern. */
export function fieldsOf({ values }: Entry, { places }: Pattern): string[] {
  return places.map(({ at, said }) => values[at].slice(said));
}

/** Fewer lines of one shape are shorter by themselves. */
const LEAST_LINES = 3;
/** Characters that a number costs in each line, and the definition of a pattern besides its text. */
const NUMBER = 4;
const DEFINITION = 20;

/** Reads a line. Behind its stamp stands one blank, which belongs to neither part. */
export function entryOf(line: string): Entry {
  const stamp = stampOf(line);
  const { text, values } = shapeOf(line, stamp === undefined ? 0 : stamp.length + 1);
  return { line, stamp, shape: text, values };
}

/** The patterns that are worth their definition. */
export function patternsOf(entries: readonly Entry[]): Pattern[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.shape);
    if (group) group.push(entry);
    else groups.set(entry.shape, [entry]);
  }
  return [...groups.values()]
    .filter(({ length }) => length >= LEAST_LINES)
    .map(patternOf)
    .filter(isWorthIt);
}

function isWorthIt({ text, places, entries }: Pattern): boolean {
  const said = text.length - places.length;
  return said * (entries.length - 1) > DEFINITION + NUMBER * entries.length;
}

function patternOf(group: readonly Entry[]): Pattern {
  const { shape, values } = group[0];
  // What names a trouble is looked for as it stands.
  const isTrouble = troubleIn(group[0].line) !== undefined;
  const places: Place[] = [];
  const text = filled(
    shape,
    values.map((value, at) => {
      if (group.every((entry) => entry.values[at] === value)) return value;
      const said = isTrouble ? "" : beginningOf(group.map((entry) => entry.values[at]));
      places.push({ at, said: said.length });
      return said + BLANK;
    }),
  );
  return { text, places, entries: group };
}

/** What all values begin with, up to a mark between words: `attempt_1445_m_`. */
function beginningOf(values: readonly string[]): string {
  const [first] = values;
  let length = first.length;
  for (const value of values) {
    length = Math.min(length, value.length - 1);
    while (!value.startsWith(first.slice(0, length))) length--;
  }
  while (length > 0 && /[\p{L}\p{N}]/u.test(first[length - 1])) length--;
  return first.slice(0, length);
}
