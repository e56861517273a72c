import stringWidth from "string-width";
import { type Entry, tokensSaved } from "../../memory/glossary/entry.ts";
import { count, duration } from "./format.ts";
import { ends, grid } from "./grid.ts";

/** A column of the table, in its place. */
interface Column {
  readonly title: string;
  cell(entry: Entry, now: number): string;
  /** The lower, the sooner it is left out where the terminal is narrow. */
  readonly worth: number;
}

/** Beside the text, which takes the room that is left. */
const COLUMNS: readonly Column[] = [
  { title: "ref", cell: ({ ref }) => ref, worth: 9 },
  { title: "kind", cell: ({ kind }) => kind, worth: 3 },
  { title: "times", cell: ({ occurrences }) => count(occurrences), worth: 8 },
  { title: "reqs", cell: ({ requests }) => count(requests), worth: 2 },
  { title: "first", cell: ({ firstSeen }, now) => age(firstSeen, now), worth: 1 },
  { title: "last", cell: ({ lastSeen }, now) => age(lastSeen, now), worth: 4 },
  { title: "tokens", cell: (entry) => count(tokensSaved(entry)), worth: 7 },
];

/** The columns that stand before the text. */
const BEFORE = 2;
/** Below this a text tells too little: other columns make room. */
const LEAST_TEXT = 32;
/** However narrow the terminal is. */
const LEAST_ROOM = 12;
/** Between two columns. */
const GAP = 3;

/** Entries in columns that fit into a line; long texts lose their middle. `now` in milliseconds since 1970. */
export function glossaryTable(entries: readonly Entry[], width: number, now: number): string {
  const { columns, room } = fitting(entries, width, now);
  const left = columns.filter((column) => COLUMNS.indexOf(column) < BEFORE).length;
  const titles = columns.map(({ title }) => title).toSpliced(left, 0, "text");
  const rows = entries.map((entry) =>
    columns.map(({ cell }) => cell(entry, now)).toSpliced(left, 0, ends(entry.text, room))
  );
  return grid([titles, ...rows], left + 1);
}

/** The columns that leave enough room for the text, and that room. */
function fitting(entries: readonly Entry[], width: number, now: number) {
  const wanted = Math.min(LEAST_TEXT, Math.max(...entries.map(({ text }) => stringWidth(text))));
  let columns = COLUMNS;
  for (;;) {
    const taken = columns.reduce((sum, column) => sum + GAP + widthOf(column, entries, now), 2);
    if (width - taken >= wanted || columns.length === 1) {
      return { columns, room: Math.max(width - taken, LEAST_ROOM) };
    }
    const least = columns.reduce((a, b) => a.worth < b.worth ? a : b);
    columns = columns.filter((column) => column !== least);
  }
}

function widthOf({ title, cell }: Column, entries: readonly Entry[], now: number): number {
  return Math.max(title.length, ...entries.map((entry) => cell(entry, now).length));
}

/** How long ago, in its largest unit. */
function age(time: number, now: number): string {
  return duration(Math.max(0, now - time) / 1000).split(" ").slice(0, 2).join(" ");
}

/** All that is known of an entry, the text whole. */
export function entryCard(entry: Entry): string {
  const { ref, kind, text, occurrences, requests, firstSeen, lastSeen } = entry;
  return `${text}\n\n${
    grid([
      ["ref", ref],
      ["kind", kind],
      ["characters", `${text.length}`],
      ["times", `${occurrences}`],
      ["requests", `${requests}`],
      ["first seen", new Date(firstSeen).toISOString()],
      ["last seen", new Date(lastSeen).toISOString()],
      ["tokens it would save", `${tokensSaved(entry)}`],
    ], 2)
  }`;
}
