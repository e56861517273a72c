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
  /** Which of the values differ. */
  readonly places: readonly number[];
  readonly count: number;
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

/** The patterns that are worth their definition, by shape. */
export function patternsOf(entries: readonly Entry[]): Map<string, Pattern> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.shape);
    if (group) group.push(entry);
    else groups.set(entry.shape, [entry]);
  }
  const patterns = new Map<string, Pattern>();
  for (const [shape, group] of groups) {
    if (group.length < LEAST_LINES) continue;
    const pattern = patternOf(shape, group);
    const said = pattern.text.length - pattern.places.length;
    if (said * (group.length - 1) > DEFINITION + NUMBER * group.length) {
      patterns.set(shape, pattern);
    }
  }
  return patterns;
}

function patternOf(shape: string, group: readonly Entry[]): Pattern {
  const { values } = group[0];
  const differs = values.map((value, i) => group.some((entry) => entry.values[i] !== value));
  const text = filled(shape, values.map((value, i) => differs[i] ? BLANK : value));
  const places = differs.flatMap((does, i) => does ? [i] : []);
  return { text, places, count: group.length };
}
