import type { Diagnostic, SourceLine } from "./diagnostic.ts";
import type { Reading } from "./reading.ts";
import { type Frame, frameFrom } from "./tsc_frame.ts";

/** `error TS1234: ...`; `msbuild` says it in the same form. */
const SAYS = /^(?:error|warning|message|suggestion) [A-Z]{1,5}\d{1,6}: /;
const PLAIN_PLACE = /\((\d{1,7})(?:,(\d{1,7}))?\)$/;
const PRETTY_PLACE = /^(.*\S):(\d{1,7}):(\d{1,7})$/;
/** Another place that the error speaks of stands below it, further in. */
const RELATED = "  ";

/** Reads one error of `tsc`: `a.ts(1,2): error TS1: ...`, or `a.ts:1:2 - error TS1: ...` and the code below it. */
export function readTsc(lines: readonly string[], at: number): Reading<Diagnostic> | undefined {
  return readPlain(lines, at) ?? readPretty(lines, at);
}

function readPlain(lines: readonly string[], at: number): Reading<Diagnostic> | undefined {
  const split = lines[at].indexOf("): ");
  if (split < 0) return undefined;
  const place = PLAIN_PLACE.exec(lines[at].slice(0, split + 1));
  const message = lines[at].slice(split + 3);
  if (place === null || place.index === 0 || !SAYS.test(message)) return undefined;
  const end = endOfNotes(lines, at + 1);
  const diagnostic = {
    path: lines[at].slice(0, place.index).trimStart(),
    at: place[2] === undefined ? place[1] : `${place[1]}:${place[2]}`,
    message,
    notes: lines.slice(at + 1, end),
    source: [],
  };
  return { items: [diagnostic], end };
}

function readPretty(lines: readonly string[], at: number): Reading<Diagnostic> | undefined {
  const split = lines[at].indexOf(" - ");
  const place = placeIn(lines[at].slice(0, Math.max(0, split)));
  const message = lines[at].slice(split + 3);
  if (place === undefined || !SAYS.test(message)) return undefined;
  const notes = lines.slice(at + 1, endOfNotes(lines, at + 1));
  const frame = frameFrom(lines, at + 1 + notes.length, place);
  if (frame === undefined) {
    const diagnostic = {
      path: place.path,
      at: `${place.line}:${place.column}`,
      message,
      notes,
      source: [],
    };
    return { items: [diagnostic], end: at + 1 + notes.length };
  }
  const related = relatedFrom(lines, frame.end);
  const diagnostic = {
    path: place.path,
    at: frame.at,
    message,
    notes: [...notes, ...related.notes],
    source: [...frame.source, ...related.source],
  };
  return { items: [diagnostic], end: related.end };
}

interface Related {
  readonly notes: readonly string[];
  readonly source: readonly SourceLine[];
  readonly end: number;
}

/** `  a.ts:3:26`, the code there, and what is to be said of it, which newer compilers put behind the place. */
function relatedFrom(lines: readonly string[], from: number): Related {
  const notes: string[] = [];
  const source: SourceLine[] = [];
  let end = from;
  for (;;) {
    const found = relatedAt(lines, afterBlanks(lines, end));
    if (found === undefined) return { notes, source, end };
    notes.push(...found.notes);
    source.push(...found.source);
    end = found.end;
  }
}

function relatedAt(lines: readonly string[], at: number): Related | undefined {
  const head = lines[at] ?? "";
  if (!head.startsWith(RELATED) || head[RELATED.length] === " ") return undefined;
  const split = head.indexOf(" - ");
  const place = placeIn(head.slice(RELATED.length, split < 0 ? head.length : split));
  const frame: Frame | undefined = place && frameFrom(lines, at + 1, place);
  if (place === undefined || frame === undefined) return undefined;
  const said = split < 0 ? (lines[frame.end] ?? "").trim() : head.slice(split + 3);
  const end = split < 0 ? frame.end + 1 : frame.end;
  if (said === "") return undefined;
  const notes = [`${RELATED}${said} at ${place.path}:${frame.at}`];
  return { notes, source: frame.source, end };
}

function placeIn(
  text: string,
): { readonly path: string; readonly line: number; readonly column: number } | undefined {
  const found = PRETTY_PLACE.exec(text);
  return found === null
    ? undefined
    : { path: found[1], line: Number(found[2]), column: Number(found[3]) };
}

function endOfNotes(lines: readonly string[], from: number): number {
  let end = from;
  while (end < lines.length && /^ {2}\s*\S/.test(lines[end])) end++;
  return end;
}

function afterBlanks(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at] === "") at++;
  return at;
}
