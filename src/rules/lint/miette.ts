import type { Finding, Note, Spot } from "./finding.ts";
import { mietteFrame } from "./miette_frame.ts";
import type { Reading } from "./reading.ts";

const HEAD = /^ {2}[x×!⚠i☞✗✖] ?(\S.*)$/;
/** A long head goes on here. */
const MORE = /^ {2}[|│] (.*)$/;
/** `  help: ...`; code in it is further in, and may have blank lines. */
const NOTE = /^ {2}[a-z]+: /;
const DEEP = "        ";

/** Reads one problem: its head, the places with the code there, help. */
export function readMiette(lines: readonly string[], at: number): Reading<Finding> | undefined {
  if (!HEAD.test(lines[at])) return undefined;
  const head = [lines[at]];
  let end = at + 1;
  for (let more = MORE.exec(lines[end] ?? ""); more !== null; more = MORE.exec(lines[end] ?? "")) {
    head.push(more[1]);
    end++;
  }
  const spots: Spot[] = [];
  const notes: Note[] = [];
  for (let frame = mietteFrame(lines, end); frame !== undefined; frame = mietteFrame(lines, end)) {
    spots.push(...frame.spots);
    if (frame.raw !== undefined) notes.push({ text: frame.raw });
    end = frame.end;
  }
  if (spots.length === 0) return undefined;
  while (NOTE.test(lines[end] ?? "")) {
    const start = end;
    end = endOfNote(lines, start);
    notes.push({ text: lines.slice(start, end).join("\n") });
  }
  return { items: [{ head: head.join(" "), spots, remedy: undefined, notes }], end };
}

function endOfNote(lines: readonly string[], from: number): number {
  let end = from + 1;
  for (let at = end; at < lines.length && (lines[at] === "" || lines[at].startsWith(DEEP)); at++) {
    if (lines[at] !== "") end = at + 1;
  }
  return end;
}
