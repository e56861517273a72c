import type { SourceLine } from "./diagnostic.ts";
import type { Finding, Note } from "./finding.ts";
import type { Reading } from "./reading.ts";

const HEAD = /^(?:✘|▲|X|!) \[(?:ERROR|WARNING)\] \S/;
const PLACE = /^ {4}(\S.*:(\d{1,7}):(\d{1,7}):)$/;
const CODE = /^ +(\d{1,7}) │(?: (.*))?$/;
const MARKS = /^ +([│╵]) ( *)(~+|\^)$/;
const BETTER = /^ +╵ +(\S.*)$/;
const SAID = /^ {2}(\S.*)$/;

/** A place, and the code there. */
interface Framed {
  readonly at: string;
  readonly code: SourceLine;
  readonly better: string | undefined;
  readonly end: number;
}

/** Reads one message of `esbuild`: what it says, the place and the code there, then advice, with places of its own. */
export function readEsbuild(lines: readonly string[], at: number): Reading<Finding> | undefined {
  if (!HEAD.test(lines[at])) return undefined;
  const main = framedAt(lines, afterBlanks(lines, at + 1));
  if (main === undefined) return undefined;
  const notes: Note[] = [];
  let end = main.end;
  for (;;) {
    const note = noteAt(lines, afterBlanks(lines, end));
    if (note === undefined) break;
    notes.push(note.note);
    end = note.end;
  }
  const next = lines[afterBlanks(lines, end)] ?? "";
  // What is further in belongs to the message: then it is not read whole.
  if (next.startsWith("  ")) return undefined;
  const { at: place, code, better: remedy } = main;
  const spot = { at: place, label: "", code, context: [] };
  return { items: [{ head: lines[at], spots: [spot], remedy, notes }], end };
}

function noteAt(lines: readonly string[], at: number): { note: Note; end: number } | undefined {
  const [line = ""] = SAID.exec(lines[at] ?? "") ?? [];
  if (line === "") return undefined;
  const framed = framedAt(lines, afterBlanks(lines, at + 1));
  if (framed === undefined) return { note: { text: line }, end: at + 1 };
  const better = framed.better === undefined ? "" : ` => ${framed.better}`;
  const note = { text: `${line} at ${framed.at}${better}`, code: framed.code };
  return { note, end: framed.end };
}

/** `    a.js:16:27:`, the line of code, and `~~~` below it; below that, maybe, what should stand there. */
function framedAt(lines: readonly string[], at: number): Framed | undefined {
  const place = PLACE.exec(lines[at] ?? "");
  const code = CODE.exec(lines[at + 1] ?? "");
  const marks = MARKS.exec(lines[at + 2] ?? "");
  if (place === null || code === null || marks === null || place[2] !== code[1]) return undefined;
  const [, written, line, column] = place;
  // `^` stands between two characters.
  const length = marks[3] === "^" ? 0 : marks[3].length;
  const source = { path: written, line: Number(line), text: (code[2] ?? "").trim() };
  const to = length === 0 ? "" : ` to ${Number(column) + length}`;
  const better = marks[1] === "│" ? BETTER.exec(lines[at + 3] ?? "")?.[1] : undefined;
  if (marks[1] === "│" && better === undefined) return undefined;
  return { at: written + to, code: source, better, end: at + (better === undefined ? 3 : 4) };
}

function afterBlanks(lines: readonly string[], from: number): number {
  let at = from;
  while (lines[at] === "") at++;
  return at;
}
