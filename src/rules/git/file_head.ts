import type { Part, Reader } from "./parts.ts";

/** What git says of a file before its hunks. */
interface FileHead {
  /** The first line behind it. */
  readonly end: number;
  /** `diff x`; of a rename `diff` alone, for its names stand in the notes. */
  readonly title: string;
  /** Renames, modes and the like, to the letter. */
  readonly notes: readonly string[];
  /** `1a2b3c4..5d6e7f8 100644` */
  readonly index: string | undefined;
}

interface Names {
  readonly old: string;
  readonly new: string;
}

const PLAIN = "diff --git ";
const COMBINED = /^diff --(?:cc|combined) /;
const NOTE =
  /^(?:(?:old|new|deleted file|new file) mode |mode |(?:similarity|dissimilarity) index |(?:rename|copy) (?:from|to) )/;
const FROM = /^(?:rename|copy) from /;
const TO = /^(?:rename|copy) to /;
const INDEX = /^index ([0-9a-f,]{4,800}\.\.[0-9a-f]{4,64}(?: \d{6})?)$/;
/** The mode that nearly all files have. */
const USUAL_MODE = " 100644";
const BINARY = /^Binary files .* differ$/;
const NOTHING = "/dev/null";

/** `diff --git a/x b/x`, `index`, `--- a/x` and `+++ b/x` as one line `diff x 1a2b3c4..5d6e7f8 100644`. */
export const fileHead: Reader = (lines, at) => {
  const head = headAt(lines, at);
  return head && partOf(head, head.index);
};

/** The same without the ids of the two versions, which nobody asks for who sees what changed. */
export const fileHeadWithoutIds: Reader = (lines, at) => {
  const head = headAt(lines, at);
  if (head?.index === undefined) return head && partOf(head, undefined);
  const mode = head.index.endsWith(USUAL_MODE) ? undefined : head.index.split(" ")[1];
  const leftOut = [{ one: "index line", many: "index lines", texts: [head.index] }];
  return { ...partOf(head, mode), leftOut };
};

function partOf({ title, notes, end }: FileHead, more: string | undefined): Part {
  return { end, lines: [more === undefined ? title : `${title} ${more}`, ...notes] };
}

function headAt(lines: readonly string[], at: number): FileHead | undefined {
  if (!lines[at].startsWith("diff --")) return undefined;
  const said = saidBehind(lines, at + 1);
  const names = namesOf(lines[at], said.notes);
  if (names === undefined) return undefined;
  const files = fileLines(names, said.notes);
  const hasFiles = lines[said.end] === files[0] && lines[said.end + 1] === files[1] &&
    lines[said.end + 2]?.startsWith("@@") === true;
  // A text may end within the head. Lines that are not as expected may say what would be lost.
  if (!hasFiles && /^(?:---|\+\+\+) /.test(lines[said.end] ?? "")) return undefined;
  if (!hasFiles && said.index === undefined && !lines[at].startsWith(PLAIN)) return undefined;
  const title = titleOf(lines[at], names);
  if (hasFiles) return { ...said, title, end: said.end + 2 };
  if (!BINARY.test(lines[said.end] ?? "")) return { ...said, title };
  return { ...said, title, notes: [...said.notes, lines[said.end]], end: said.end + 1 };
}

/** The lines between `diff --git` and `---`. A combined diff has its notes behind the index. */
function saidBehind(lines: readonly string[], from: number): Omit<FileHead, "title"> {
  const notes: string[] = [];
  let index: string | undefined;
  let end = from;
  for (; end < lines.length; end++) {
    const found = index === undefined ? INDEX.exec(lines[end])?.[1] : undefined;
    if (found !== undefined) index = found;
    else if (NOTE.test(lines[end])) notes.push(lines[end]);
    else break;
  }
  return { notes, index, end };
}

function namesOf(line: string, notes: readonly string[]): Names | undefined {
  const combined = COMBINED.exec(line)?.[0];
  if (combined !== undefined) {
    const name = line.slice(combined.length);
    return { old: name, new: name };
  }
  if (!line.startsWith(PLAIN)) return undefined;
  const rest = line.slice(PLAIN.length);
  // Both names have the same length or stand in the notes: a name may hold ` b/`.
  const name = rest.slice((rest.length + 1) / 2).replace("b/", "");
  const names = {
    old: notes.find((note) => FROM.test(note))?.replace(FROM, "") ?? name,
    new: notes.find((note) => TO.test(note))?.replace(TO, "") ?? name,
  };
  return `${prefixed("a", names.old)} ${prefixed("b", names.new)}` === rest ? names : undefined;
}

function titleOf(line: string, names: Names): string {
  if (!line.startsWith(PLAIN)) return line;
  return names.old === names.new ? `diff ${names.new}` : "diff";
}

function fileLines(names: Names, notes: readonly string[]): [string, string] {
  const isNew = notes.some((note) => note.startsWith("new file "));
  const isGone = notes.some((note) => note.startsWith("deleted file "));
  return [
    `--- ${isNew ? NOTHING : fileLine("a", names.old)}`,
    `+++ ${isGone ? NOTHING : fileLine("b", names.new)}`,
  ];
}

/** git ends a name that holds a space with a tab. */
function fileLine(side: string, name: string): string {
  return prefixed(side, name) + (name.includes(" ") ? "\t" : "");
}

function prefixed(side: string, name: string): string {
  return name.startsWith('"') ? `"${side}/${name.slice(1)}` : `${side}/${name}`;
}
