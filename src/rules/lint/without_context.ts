import type { Note } from "../rule.ts";
import type { Finding } from "./finding.ts";
import { listedBare } from "./listed.ts";
import type { Reader } from "./reading.ts";
import { regrouped } from "./regrouped.ts";

/** Fewer lines are worth no note. */
const WORTH_A_NOTE = 5;

/** A report as a list, without the lines of code around the places; `undefined` where there are hardly any. */
export function withoutContext(
  text: string,
  read: Reader<Finding>,
  note: Note,
): string | undefined {
  const answer = regrouped(text, read, listedBare);
  if (answer === undefined || answer.dropped < WORTH_A_NOTE) return undefined;
  return `${answer.text.trimEnd()}\n${
    note(`${answer.dropped} lines of code around these places`)
  }\n`;
}
