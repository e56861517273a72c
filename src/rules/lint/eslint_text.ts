import type { Diagnostic } from "./diagnostic.ts";
import type { Reading } from "./reading.ts";

const ROW = /^ {0,4}(\d{1,7}:\d{1,7}) {2,}(error|warning|Error:|Warning:|[✖⚠×‼]) +(\S.*)$/;
/** Message and rule stand in columns. */
const GAP = "  ";

/** Reads what `eslint` says of one file: its name, then a row for each problem. */
export function readStylish(lines: readonly string[], at: number): Reading<Diagnostic> | undefined {
  const path = lines[at];
  if (!isHeading(path) || at > 0 && lines[at - 1] !== "") return undefined;
  const diagnostics: Diagnostic[] = [];
  let end = at + 1;
  while (end < lines.length) {
    const diagnostic = rowOf(lines[end], path);
    if (diagnostic === undefined || goesOn(lines, end)) break;
    diagnostics.push(diagnostic);
    end++;
  }
  if (diagnostics.length === 0) return undefined;
  const isWhole = end === lines.length || lines[end] === "";
  return { items: diagnostics, end, heading: isWhole ? undefined : path };
}

/** The name of a file stands alone, behind a blank line. */
function isHeading(line: string): boolean {
  return line !== "" && !/^\s/.test(line) && !line.includes(GAP);
}

function rowOf(line: string, path: string): Diagnostic | undefined {
  const row = ROW.exec(line);
  if (row === null) return undefined;
  const [, at, severity, said] = row;
  const { text, rule } = saidOf(said);
  const label = severity.replace(":", "");
  return { path, at, message: `${label}${rule}: ${text}`, notes: [], source: [] };
}

function saidOf(said: string): { text: string; rule: string } {
  const gap = said.lastIndexOf(GAP);
  const rule = said.slice(gap + GAP.length);
  if (gap < 0 || /\s/.test(rule)) return { text: said, rule: "" };
  return { text: said.slice(0, gap).trimEnd(), rule: ` ${rule}` };
}

/** A message of several lines: the first has no rule, and the next is neither a row nor blank. */
function goesOn(lines: readonly string[], at: number): boolean {
  const next = lines[at + 1] ?? "";
  return next !== "" && !ROW.test(next);
}
