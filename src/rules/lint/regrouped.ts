import { tokensOf } from "../../text/tokens.ts";
import type { Printed, Printer, Reader, Reading } from "./reading.ts";

/** A report written anew. */
export interface Regrouped {
  readonly text: string;
  /** How many lines of the report say what is not said any more. */
  readonly dropped: number;
}

/**
 * The report with what can be read of it written anew, run by run; `undefined` where that gains nothing. Blank lines
 * within a run go; any line that is not read ends a run and stays to the letter, in its place.
 */
export function regrouped<Item>(
  text: string,
  read: Reader<Item>,
  print: Printer<Item>,
): Regrouped | undefined {
  const lines = text.split("\n");
  const answer: string[] = [];
  let changed = false;
  let dropped = 0;
  for (let at = 0; at < lines.length;) {
    const run = runAt(lines, at, read);
    const before = lines.slice(at, run?.end ?? at + 1);
    const printed = run && shorter(print(run.items), run.heading, before);
    for (const line of printed?.lines ?? before) answer.push(line);
    changed ||= printed !== undefined;
    dropped += printed?.dropped ?? 0;
    at += before.length;
  }
  return changed ? { text: answer.join("\n"), dropped } : undefined;
}

/** What can be read from here on, with nothing but blank lines between. */
function runAt<Item>(
  lines: readonly string[],
  from: number,
  read: Reader<Item>,
): Reading<Item> | undefined {
  const items: Item[] = [];
  let end = from;
  let heading: string | undefined;
  for (let at = from; at < lines.length && heading === undefined;) {
    const reading = read(lines, at);
    if (reading !== undefined) {
      for (const item of reading.items) items.push(item);
      at = end = reading.end;
      heading = reading.heading;
    } else if (items.length > 0 && lines[at].trim() === "") at++;
    else break;
  }
  return items.length === 0 ? undefined : { items, end, heading };
}

function shorter(
  { lines, dropped }: Printed,
  heading: string | undefined,
  before: readonly string[],
): Printed | undefined {
  const after = heading === undefined ? lines : [...lines, heading];
  const gains = tokensOf(after.join("\n")) < tokensOf(before.join("\n"));
  return gains ? { lines: after, dropped } : undefined;
}
