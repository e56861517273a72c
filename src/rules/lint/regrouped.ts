import { tokensOf } from "../../text/tokens.ts";
import type { Diagnostic, Printer, Reader, Reading } from "./diagnostic.ts";

/** Diagnostics that stood one after another, in lines up to `end`. */
type Run = Reading;

/**
 * The text with its diagnostics written anew, run by run; `undefined` where that gains nothing. Blank lines between two
 * diagnostics go; any other line that is not read ends a run and stays to the letter, in its place.
 */
export function regrouped(text: string, read: Reader, print: Printer): string | undefined {
  const lines = text.split("\n");
  const answer: string[] = [];
  let changed = false;
  for (let at = 0; at < lines.length;) {
    const run = runAt(lines, at, read);
    const before = lines.slice(at, run?.end ?? at + 1);
    const printed = run && shorter(run, print, before);
    for (const line of printed ?? before) answer.push(line);
    changed ||= printed !== undefined;
    at += before.length;
  }
  return changed ? answer.join("\n") : undefined;
}

/** The diagnostics from here on, with nothing but blank lines between them. */
function runAt(lines: readonly string[], from: number, read: Reader): Run | undefined {
  const diagnostics: Diagnostic[] = [];
  let end = from;
  let heading: string | undefined;
  for (let at = from; at < lines.length && heading === undefined;) {
    const reading = read(lines, at);
    if (reading !== undefined) {
      for (const diagnostic of reading.diagnostics) diagnostics.push(diagnostic);
      at = end = reading.end;
      heading = reading.heading;
    } else if (diagnostics.length > 0 && lines[at].trim() === "") at++;
    else break;
  }
  return diagnostics.length === 0 ? undefined : { diagnostics, end, heading };
}

function shorter(run: Run, print: Printer, before: readonly string[]): string[] | undefined {
  const printed = print(run.diagnostics);
  if (run.heading !== undefined) printed.push(run.heading);
  return tokensOf(printed.join("\n")) < tokensOf(before.join("\n")) ? printed : undefined;
}
