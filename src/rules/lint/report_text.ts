import { shownAt } from "./caret.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Reading } from "./reading.ts";
import { reportRow } from "./report_row.ts";

/** `a.c: In function ‘f’:` holds for the rows below it. */
const SCOPE = /^[^\s:]+: ((?:In|At) \S.*):$/;
/** `In file included from a.h:3,` and further in `from b.h:4:`. */
const INCLUDED = /^(?:In file included from |\s+from )\S+:\d+(?::\d+)?[,:]$/;
const NOTE = /^note: /;

/** `pylint` names the module before its rows, which the path says as well. */
const MODULE = /^\*{13} Module (\S+)$/;

/** `pyright` names the file, and then again in each row. */
const PYRIGHT = /^ {2}(\S.*):(\d{1,7}:\d{1,7}) - ((?:error|warning|information): \S.*)$/;
/** A message goes on further in. */
const GOES_ON = /^ {4}\s*\S/;

/** Reads the rows of a report: one, or all that stand below the name of a function. */
export function readReport(lines: readonly string[], at: number): Reading<Diagnostic> | undefined {
  const scope = SCOPE.exec(lines[at])?.[1];
  if (scope !== undefined) return scopedFrom(lines, at + 1, scope);
  const file = pyrightFrom(lines, at);
  if (file !== undefined) return file;
  const found = diagnosticAt(lines, isModuleOfNext(lines, at) ? at + 1 : at, undefined);
  return found && { items: [found.diagnostic], end: found.end };
}

function scopedFrom(
  lines: readonly string[],
  from: number,
  scope: string,
): Reading<Diagnostic> | undefined {
  const items: Diagnostic[] = [];
  let end = from;
  for (;;) {
    const found = diagnosticAt(lines, end, scope);
    if (found === undefined) return items.length === 0 ? undefined : { items, end };
    items.push(found.diagnostic);
    end = found.end;
  }
}

function pyrightFrom(lines: readonly string[], at: number): Reading<Diagnostic> | undefined {
  const items: Diagnostic[] = [];
  let end = at + 1;
  for (let row = PYRIGHT.exec(lines[end] ?? ""); row?.[1] === lines[at];) {
    const notesFrom = ++end;
    while (GOES_ON.test(lines[end] ?? "")) end++;
    const notes = lines.slice(notesFrom, end);
    items.push({ path: lines[at], at: row[2], message: row[3], notes, source: [] });
    row = PYRIGHT.exec(lines[end] ?? "");
  }
  return items.length === 0 ? undefined : { items, end };
}

function isModuleOfNext(lines: readonly string[], at: number): boolean {
  const module = MODULE.exec(lines[at])?.[1];
  const path = module && reportRow(lines[at + 1])?.path;
  if (module === undefined || path === undefined) return false;
  const named = path.replace(/(?:\/__init__)?\.pyi?$/, "").replaceAll("/", ".");
  return named === module || named.endsWith(`.${module}`);
}

interface Found {
  readonly diagnostic: Diagnostic;
  readonly end: number;
}

/** A row, the code it shows, and the notes that belong to it. */
function diagnosticAt(
  lines: readonly string[],
  at: number,
  scope: string | undefined,
): Found | undefined {
  const row = reportRow(lines[at]);
  if (row === undefined) return undefined;
  const shown = shownAt(lines, at + 1, row);
  const notes = [...shown.notes];
  const source = [...shown.source];
  let end = shown.end;
  for (;;) {
    const note = noteAt(lines, end);
    if (note === undefined) break;
    for (const text of note.notes) notes.push(text);
    for (const line of note.source) source.push(line);
    end = note.end;
  }
  const { path, message } = row;
  return { diagnostic: { path, at: shown.at, message, notes, source, scope }, end };
}

/** A row that explains the one before it, and says by which files its own was included. */
function noteAt(lines: readonly string[], from: number) {
  let at = from;
  while (INCLUDED.test(lines[at] ?? "")) at++;
  const row = reportRow(lines[at]);
  if (row === undefined || !NOTE.test(row.message)) return undefined;
  const shown = shownAt(lines, at + 1, row);
  const notes = [
    ...lines.slice(from, at).map((line) => `  ${line.trim()}`),
    `  ${row.message} at ${row.path}:${shown.at}`,
    ...shown.notes,
  ];
  return { notes, source: shown.source, end: shown.end };
}
