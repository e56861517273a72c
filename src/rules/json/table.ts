import type { Steps } from "../steps.ts";
import { type Content, isObject, sizeOf, type Value } from "./value.ts";

/** Rows of one shape: what they share, and what each of them puts into the blanks of it. */
export interface Table {
  readonly template: Template;
  /** By blank, then by row; `undefined` where the row has no such key. */
  readonly columns: readonly (readonly (Value | undefined)[])[];
}

/** A value with blanks in it. */
export type Template = { readonly same: Value } | "blank" | Frame;

interface Frame extends Omit<Content, "values"> {
  readonly parts: readonly Template[];
}

/** Fewer rows are as short without a table, and easier to read. */
const LEAST_ROWS = 3;
/** With fewer values a row says too little by itself. */
const LEAST_VALUES = 3;
/** With more of them nobody sees which is which. */
const MOST_BLANKS = 24;
/** Arrays of one length become columns up to this length. */
const LONGEST_TUPLE = 8;
/** More different keys are no shape. */
const MOST_KEYS = 200;
/** A part of the cells that may be empty. */
const MOST_EMPTY = 0.5;

/** A table is harder to read: it must be shorter than what it stands for by more than a little. */
const MOST_LEFT = 0.8;

/** What says how many rows there are, and what is written in place of a value that stood before. */
const HEAD = 30;
export const MENTION = 3;
/** Shorter values are as short as a mention of them. */
export const LEAST_REPEATED = 40;

/** A part of what rows have in common, and the columns of its blanks. */
interface Part extends Table {
  /** Characters. */
  readonly cost: number;
}

/** The rows as a table, where that is shorter by a fifth at least. A row may have a name of its own: a key. */
export function tableOf(
  rows: readonly Value[],
  hasNames: boolean,
  steps: Steps,
): Table | undefined {
  if (rows.length < LEAST_ROWS || !rows.every(isObject)) return undefined;
  const part = framed(rows, steps);
  if (part === undefined) return undefined;
  const blanks = part.columns.length;
  const values = leavesOf(part.template) + (hasNames ? 1 : 0);
  if (blanks === 0 || blanks > MOST_BLANKS || values < LEAST_VALUES) return undefined;
  return HEAD + part.cost < costOf(rows, new Set(), steps) * MOST_LEFT ? part : undefined;
}

/** What the values have in common. */
function partOf(values: readonly (Value | undefined)[], steps: Steps): Part {
  steps.take(values.length);
  const [first] = values;
  if (first !== undefined && values.every((value) => value === first)) {
    return { template: { same: first }, columns: [], cost: sizeOf(first) };
  }
  const whole: Part = {
    template: "blank",
    columns: [values],
    cost: costOf(values, new Set(), steps),
  };
  const part = values.every((value) => value !== undefined) ? framed(values, steps) : undefined;
  return part !== undefined && part.cost < whole.cost ? part : whole;
}

/** What values of one shape have in common, bracket by bracket. */
function framed(values: readonly Value[], steps: Steps): Part | undefined {
  const [first] = values;
  if (typeof first === "string") return undefined;
  const { kind } = first;
  const containers = values.filter((value) =>
    typeof value !== "string" && value.kind === kind
  ) as Content[];
  if (containers.length < values.length) return undefined;
  return kind === "{" ? ofObjects(containers, steps) : ofTuples(containers, steps);
}

function ofTuples(arrays: readonly Content[], steps: Steps): Part | undefined {
  const { length } = arrays[0].values;
  if (length === 0 || length > LONGEST_TUPLE) return undefined;
  if (arrays.some(({ values }) => values.length !== length)) return undefined;
  const parts = arrays[0].values.map((_, i) =>
    partOf(arrays.map(({ values }) => values[i]), steps)
  );
  return joined({ kind: "[", keys: [] }, parts);
}

function ofObjects(objects: readonly Content[], steps: Steps): Part | undefined {
  const keys = orderOf(objects, steps);
  if (keys === undefined) return undefined;
  const cells = keys.map((): (Value | undefined)[] => Array(objects.length).fill(undefined));
  const at = new Map(keys.map((key, i) => [key, i]));
  let filled = 0;
  for (const [row, object] of objects.entries()) {
    for (const [i, key] of object.keys.entries()) cells[at.get(key) ?? 0][row] = object.values[i];
    filled += object.keys.length;
  }
  if (filled < keys.length * objects.length * MOST_EMPTY) return undefined;
  return joined({ kind: "{", keys }, cells.map((values) => partOf(values, steps)));
}

function joined(frame: Omit<Content, "values">, parts: readonly Part[]): Part {
  const cost = parts.reduce((sum, part) => sum + part.cost + 1, 2) +
    frame.keys.reduce((sum, key) => sum + key.length + 1, 0);
  return {
    template: { ...frame, parts: parts.map(({ template }) => template) },
    columns: parts.flatMap(({ columns }) => columns),
    cost,
  };
}

/** The keys of all objects in an order that each of them keeps. `undefined` where there is none, or too many keys. */
function orderOf(objects: readonly Content[], steps: Steps): string[] | undefined {
  const order: string[] = [];
  let places = new Map<string, number>();
  for (const { keys } of objects) {
    let last = -1;
    for (const key of keys) {
      const place = places.get(key);
      if (place === undefined) {
        steps.take(order.length);
        if (order.length === MOST_KEYS) return undefined;
        order.splice(last + 1, 0, key);
        places = new Map(order.map((name, i) => [name, i]));
        last++;
      } else if (place <= last) return undefined;
      else last = place;
    }
  }
  return order;
}

/** About how many characters the values take one by one, what stands there again being mentioned. */
function costOf(values: readonly (Value | undefined)[], seen: Set<Value>, steps: Steps): number {
  let cost = 0;
  for (const value of values) cost += 1 + (value === undefined ? 0 : costOfOne(value, seen, steps));
  return cost;
}

function costOfOne(value: Value, seen: Set<Value>, steps: Steps): number {
  steps.take();
  const size = sizeOf(value);
  if (size < LEAST_REPEATED) return size;
  if (seen.has(value)) return MENTION;
  seen.add(value);
  if (typeof value === "string") return size;
  const keys = value.keys.reduce((sum, key) => sum + key.length + 1, 0);
  return 1 + keys + costOf(value.values, seen, steps);
}

function leavesOf(template: Template): number {
  if (typeof template !== "object" || "same" in template) return 1;
  return template.parts.reduce((sum, part) => sum + leavesOf(part), 0);
}
