/** What tests of the glossary are made of. */
import { Buffer } from "node:buffer";
import { spansOf, type Value } from "../json/spans.ts";
import type { Find, Least } from "./finds.ts";
import { findsIn } from "./finds.ts";
import type { Names } from "./names.ts";
import { namesAt } from "./read.ts";

/** Takes all steps of a work. */
export function inOneGo<T>(steps: Iterator<unknown, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** A body that says these, as clients write it. */
export function bodyOf(value: unknown): Value {
  return spansOf(Buffer.from(JSON.stringify(value)))!;
}

/** The names of 30 characters and more in a body. */
export function namesOf(value: unknown): Names {
  const root = bodyOf(value);
  return inOneGo(namesAt(root, [root], 30));
}

export const LEAST: Least = { length: 30, occurrences: 20 };

/** The finds in a body. */
export function findsOf(value: unknown, least: Least = LEAST): Find[] {
  return inOneGo(findsIn(namesOf(value), least));
}
