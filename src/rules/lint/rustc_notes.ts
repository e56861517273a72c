import type { SourceLine } from "./diagnostic.ts";
import type { Note, Spot } from "./finding.ts";
import { rowsFrom } from "./gutter.ts";
import { helpOf } from "./rustc_help.ts";
import { placedAt } from "./rustc_place.ts";

/** What stands below a message and belongs to it. */
export interface Said {
  readonly notes: readonly Note[];
  /** The line of code as it should be. */
  readonly remedy?: string;
  readonly end: number;
}

/** `= note: ...` */
const PLAIN = /^( += )([a-z]+: .*)$/;
/** `note: ...`, with a place or code of its own. */
const BESIDE = /^(?:note|help): /;
/** One more place of the same. */
const ARROW = /^ *(?:-->|:::) \S/;
/** `deno lint` puts a link behind a blank line. */
const DOCS = /^ {2}docs: /;

/** Reads a note or a help; `line` is what the message is about. */
export function saidAt(lines: readonly string[], at: number, line: number): Said | undefined {
  const first = lines[at] ?? "";
  if (PLAIN.test(first)) return plainAt(lines, at);
  if (BESIDE.test(first) || ARROW.test(first)) {
    return placedNote(lines, at) ?? helpAt(lines, at, line);
  }
  const docs = lines[at + 1] ?? "";
  if (first === "" && DOCS.test(docs)) return { notes: [{ text: docs }], end: at + 2 };
  return undefined;
}

/** Goes on in lines that are further in. */
function plainAt(lines: readonly string[], at: number): Said {
  const [, sign, text] = PLAIN.exec(lines[at]) ?? [];
  const said = [`  ${text}`];
  let end = at + 1;
  for (; end < lines.length && isFurtherIn(lines[end], sign.length); end++) {
    said.push(`    ${lines[end].slice(sign.length)}`);
  }
  return { notes: [{ text: said.join("\n") }], end };
}

function isFurtherIn(line: string, width: number): boolean {
  return line.length > width && line.slice(0, width).trim() === "" && !PLAIN.test(line);
}

/** `note: defined here`, the place and the code there. */
function placedNote(lines: readonly string[], at: number): Said | undefined {
  const placed = placedAt(lines, at);
  if (placed === undefined) return undefined;
  const { head, spots: [main, ...others], raw, hasCode, end } = placed;
  const said = [head, "at", main.at, main.label].filter((part) => part !== "").join(" ");
  // What holds at a place without code is said behind it.
  const there = hasCode ? { texts: [], end } : plainsFrom(lines, end);
  const below = [...raw, ...main.context.map(contextLine), ...others.map(spotLine), ...there.texts];
  const note = below.length === 0
    ? { text: `  ${said}`, code: main.code }
    : { text: [`  ${said}${codeOf(main)}`, ...below].join("\n") };
  return { notes: [note], end: there.end };
}

function plainsFrom(lines: readonly string[], from: number): { texts: string[]; end: number } {
  const texts: string[] = [];
  let end = from;
  while (PLAIN.test(lines[end] ?? "")) {
    const said = plainAt(lines, end);
    for (const { text } of said.notes) texts.push(`  ${text}`);
    end = said.end;
  }
  return { texts, end };
}

function contextLine({ line, text }: SourceLine): string {
  return `    ${line}| ${text}`;
}

function spotLine(spot: Spot): string {
  return `    ${spot.at} ${spot.label}${codeOf(spot)}`;
}

function codeOf({ code }: Spot): string {
  return code === undefined ? "" : ` | ${code.text}`;
}

/** `help: ...`, and the code as it should be. */
function helpAt(lines: readonly string[], at: number, line: number): Said {
  const { rows, end } = rowsFrom(lines, at + 1);
  const help = helpOf(rows, line);
  const sign = help.remedy === undefined ? "" : " (=>)";
  const notes = [{ text: [`  ${lines[at]}${sign}`, ...help.lines].join("\n") }];
  return { notes, remedy: help.remedy, end };
}
