import type { Finding, Note } from "./finding.ts";
import type { Reading } from "./reading.ts";

const HEAD = /^TS\d{1,6} \[[A-Z]+\]: /;
const PLACE = /^( {4,})at (\S.*):(\d{1,7}):(\d{1,7})$/;
const MARKS = /^ *([~^]+)$/;
/** Another place that the error speaks of stands behind a blank line, further in. */
const RELATED = /^(?:TS\d{1,6} \[[A-Z]+\]: {4,}| {4})\S/;
const RELATED_PLACE = 8;
/** What an error says of its types may take so many lines. */
const LONGEST = 60;

/** Reads one type error of `deno check`: what it says, the line of code, marks below it, the place. */
export function readDenoCheck(lines: readonly string[], at: number): Reading<Finding> | undefined {
  const head = lines[at];
  const found = HEAD.test(head) ? placedFrom(lines, at) : undefined;
  if (found === undefined) return undefined;
  const notes: Note[] = found.said.length === 0 ? [] : [{ text: found.said.join("\n") }];
  let end = found.end;
  for (;;) {
    const related = relatedAt(lines, end + 1);
    if (lines[end] !== "" || related === undefined) break;
    notes.push(related.note);
    end = related.end;
  }
  const spot = { at: found.at, label: "", code: found.code, context: [] };
  return { items: [{ head, spots: [spot], remedy: undefined, notes }], end };
}

function relatedAt(
  lines: readonly string[],
  at: number,
): { note: Note; end: number } | undefined {
  if (!RELATED.test(lines[at] ?? "")) return undefined;
  const found = placedFrom(lines, at);
  if (found === undefined || found.indent !== RELATED_PLACE) return undefined;
  const said = [lines[at], ...found.said].map((line) => line.trim().replace(/: {4,}/, ": "));
  return { note: { text: `  ${said.join(" ")} at ${found.at}`, code: found.code }, end: found.end };
}

/** The place below a head, the code that stands before it, and what else is said above that. */
function placedFrom(lines: readonly string[], head: number) {
  let end = head + 1;
  while (end < lines.length && end - head < LONGEST && lines[end] !== "") {
    const found = PLACE.exec(lines[end++]);
    if (found === null) continue;
    const [, indent, path, line, column] = found;
    const marks = MARKS.exec(lines[end - 2]);
    if (marks === null || end - 3 <= head) return undefined;
    const to = Number(column) + marks[1].length;
    return {
      at: `${path}:${line}:${column}-${to}`,
      said: lines.slice(head + 1, end - 3),
      code: { path, line: Number(line), text: lines[end - 3].trim() },
      indent: indent.length,
      end,
    };
  }
  return undefined;
}
