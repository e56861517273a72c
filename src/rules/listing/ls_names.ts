import { writersOf } from "../printer.ts";
import type { Rule, Sight } from "../rule.ts";
import { quoted } from "./names.ts";

/** Names on lines of their own; fewer gain nothing. */
const FEWEST = 8;
const LONG_ROW = /^[-dlbcps][-rwxsStT]{9}[.+@]? +\d/m;
const COMPLAINT = /^ls: /;

/** What `ls` prints of one folder. */
interface Section {
  /** `undefined` where it is not said. */
  readonly folder: string | undefined;
  readonly names: string[];
}

/** The names in folders, side by side. */
export const lsNames: Rule = {
  name: "ls_names",
  doc: "ls, ls -R: the names of a folder on one line",
  loses: "nothing",
  matches: (sight) => isListOfNames(sight) && !LONG_ROW.test(sight.text),
  squeeze: ({ text }) => {
    const lines = text.trimEnd().split("\n");
    const complaints = lines.filter((line) => COMPLAINT.test(line));
    const sections = sectionsOf(lines.filter((line) => !COMPLAINT.test(line)));
    const names = sections.flatMap(({ names }) => names);
    if (names.length < FEWEST || !areNames(names)) return undefined;
    return [...complaints, ...sections.map(lineOf)].join("\n");
  },
};

function isListOfNames(sight: Sight): boolean {
  const writers = writersOf(sight);
  return writers.length > 0 && writers.every(({ program }) => program === "ls");
}

/** `src:` below a blank line heads the names in it. */
function sectionsOf(lines: readonly string[]): Section[] {
  const sections: Section[] = [{ folder: undefined, names: [] }];
  lines.forEach((line, i) => {
    const heads = line.length > 1 && line.endsWith(":") && (lines[i - 1] ?? "") === "";
    if (heads) sections.push({ folder: line.slice(0, -1), names: [] });
    else if (line !== "") sections[sections.length - 1].names.push(line);
  });
  return sections[0].names.length > 0 ? sections : sections.slice(1);
}

/** Names with blanks are few; our own print is full of them. */
function areNames(names: readonly string[]): boolean {
  return !names.some((name) => name.includes('"') || name.endsWith(":")) &&
    names.filter((name) => /\s/.test(name)).length * 4 <= names.length;
}

function lineOf({ folder, names }: Section): string {
  return [...(folder === undefined ? [] : [`${quoted(folder)}:`]), ...names.map(quoted)].join(" ");
}
