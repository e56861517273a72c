import { tokensOf } from "../text/tokens.ts";
import { jsonWhitespace } from "./json_whitespace.ts";
import type { Note, Rule, Sight } from "./rule.ts";
import { isFileRead } from "./source.ts";
import { terminal } from "./terminal.ts";

/** All that match run, in this order, each on what the last one left. */
export const cleanUps: readonly Rule[] = [terminal];

/** One runs: the first that matches. What knows its text best stands first. */
export const shapes: readonly Rule[] = [jsonWhitespace];

export const ruleNames: readonly string[] = [...cleanUps, ...shapes].map(({ name }) => name);

/** Tokens are estimated. What gains less than this, or less than a hundredth, may gain nothing. */
const LEAST_GAIN = 4;

/** Characters. A longer text fills a model's window by itself, and would keep the other requests waiting. */
export const LONGEST = 500_000;

/** What the rules made of a text. */
export interface Shortened {
  /** The shape's name, else the last clean-up's. */
  readonly rule: string;
  readonly text: string;
}

/** The text as short as the rules make it; `undefined` where there is nothing to gain, and for what a file read gave. */
export function shorten(
  sight: Sight,
  note: Note,
  disabled: ReadonlySet<string>,
  losesNothingOnly: boolean,
): Shortened | undefined {
  if (sight.text.length > LONGEST || isFileRead(sight)) return undefined;
  const mayRun = ({ name, loses }: Rule) =>
    !disabled.has(name) && (loses === "nothing" || !losesNothingOnly);
  let { text } = sight;
  let rule: string | undefined;
  for (const cleanUp of cleanUps.filter(mayRun)) {
    const left = { ...sight, text };
    const cleaner = cleanUp.matches(left) ? cleanUp.squeeze(left, note) : undefined;
    if (cleaner === undefined) continue;
    text = cleaner;
    rule = cleanUp.name;
  }
  const cleaned = { ...sight, text };
  const shape = shapes.find((shape) => mayRun(shape) && shape.matches(cleaned));
  const shaped = shape?.squeeze(cleaned, note);
  if (shape !== undefined && shaped !== undefined) {
    text = shaped;
    rule = shape.name;
  }
  return rule !== undefined && gains(sight.text, text) ? { rule, text } : undefined;
}

function gains(original: string, text: string): boolean {
  // APIs refuse a text block that is blank.
  if (text.length >= original.length || text.trim() === "") return false;
  const before = tokensOf(original);
  return before - tokensOf(text) >= Math.max(LEAST_GAIN, before / 100);
}
