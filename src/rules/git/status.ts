import type { Part, Reader } from "./parts.ts";

/** `Changes to be committed:` and what stands below it. */
interface Section {
  readonly end: number;
  readonly title: string;
  readonly hints: readonly string[];
  readonly entries: readonly string[];
}

/** `Changes not staged for commit:`, `未跟踪的文件：` */
const COLONS = [":", "："];
/** `  (use "git add <file>..." to update what will be committed)` */
const HINT = /^ {2}[(（].*git .*[)）]$/;
/** `modified:   ` */
const LABEL = /^([^\s:：][^:：]{0,40}[:：]) +(?! )/;

/** Files by what happened to them, without padding and blank lines. */
export const wholeSection: Reader = (lines, at) => {
  const section = sectionAt(lines, at);
  return section && partOf(section, section.hints);
};

/** The same without the advice which command undoes what. */
export const sectionWithoutHints: Reader = (lines, at) => {
  const section = sectionAt(lines, at);
  if (section === undefined || section.hints.length === 0) return section && partOf(section, []);
  const leftOut = [{ one: "hint", many: "hints", texts: section.hints }];
  return { ...partOf(section, []), leftOut };
};

/** A blank line before a section, whose title stands out by itself. */
export const gapBeforeSection: Reader = (lines, at) =>
  lines[at] === "" && at > 0 && sectionAt(lines, at + 1) !== undefined
    ? { end: at + 1, lines: [] }
    : undefined;

function sectionAt(lines: readonly string[], at: number): Section | undefined {
  if (!isTitle(lines, at)) return undefined;
  const hints = runOf(lines, at + 1, (line) => HINT.test(line));
  let from = at + 1 + hints.length;
  // Old versions set hints apart by a blank line.
  if (hints.length > 0 && lines[from] === "") from++;
  const entries = runOf(lines, from, (line) => line.startsWith("\t"));
  if (entries.length === 0) return undefined;
  return { title: lines[at], hints, entries, end: from + entries.length };
}

function isTitle(lines: readonly string[], at: number): boolean {
  if (at + 1 >= lines.length || !COLONS.some((colon) => lines[at].endsWith(colon))) return false;
  return /^\S/.test(lines[at]) && /^(?:\t| {2}[(（])/.test(lines[at + 1]);
}

function partOf({ title, entries, end }: Section, hints: readonly string[]): Part {
  const shown = entries.map((entry) => ` ${entry.slice(1).replace(LABEL, "$1 ")}`);
  return { end, lines: [title, ...hints, ...shown] };
}

function runOf(
  lines: readonly string[],
  from: number,
  belongs: (line: string) => boolean,
): readonly string[] {
  let end = from;
  while (end < lines.length && belongs(lines[end])) end++;
  return lines.slice(from, end);
}
