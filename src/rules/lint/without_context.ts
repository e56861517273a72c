import type { Note } from "../rule.ts";
import type { Printer, Reader } from "./reading.ts";
import { regrouped } from "./regrouped.ts";

/** Fewer lines are worth no note. */
const WORTH_A_NOTE = 5;

/**
 * A report written anew by a printer that leaves out the lines of code around the places; `undefined` where there are
 * hardly any.
 */
export function withoutContext<Item>(
  text: string,
  read: Reader<Item>,
  print: Printer<Item>,
  note: Note,
): string | undefined {
  const answer = regrouped(text, read, print);
  if (answer === undefined || answer.dropped < WORTH_A_NOTE) return undefined;
  return `${answer.text.trimEnd()}\n${
    note(`${answer.dropped} lines of code around these places`)
  }\n`;
}
