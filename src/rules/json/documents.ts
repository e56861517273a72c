import { Steps } from "../steps.ts";
import { joined } from "./lines.ts";
import { printed } from "./print.ts";
import { readFrom, type Reading } from "./read.ts";
import type { Sign, Style } from "./walk.ts";

/** A stretch of a text that is JSON. */
interface Stretch {
  readonly start: number;
  readonly reading: Reading;
}

const START = /^[ \t]*(?=[[{])/gm;
const LINE_END = /[ \t]*,?[ \t\r]*(?:\n|$)/y;

/** Characters. What is shorter and stands in other text is left to that. */
const SHORT = 200;
/** JSON that breaks off is read up to there if that is so much of the text. */
const CUT_PART = 0.2;

/** A text with its JSON written in short. */
export interface Short {
  readonly text: string;
  /** Characters by which it is shorter than without tables and the like. */
  readonly gain: number;
  /** Rows that are left out. */
  readonly left: number;
}

/** The text with its JSON written in short. `undefined` where that is too deep. */
export function inShort(text: string, style: Style): Short | undefined {
  const links = style !== "plain" && !text.includes('"~');
  const stretches = stretchesOf(text, links);
  if (stretches === undefined) return undefined;
  const steps = new Steps(text);
  const signs = new Set<Sign>();
  const pieces: string[] = [];
  let from = 0;
  let gain = 0;
  let left = 0;
  for (const { start, reading } of stretches) {
    const document = printed(reading, style, steps);
    left += document.left;
    gain += reading.size - document.text.length;
    for (const sign of document.signs) signs.add(sign);
    if (reading.linked) signs.add("link");
    pieces.push(joined(text.slice(from, start)), document.text);
    from = reading.end;
  }
  const [head = "", ...documents] = pieces;
  const legend = legendOf(signs);
  const short = head + legend + documents.join("") + joined(text.slice(from));
  return { text: short, gain: gain - legend.length, left };
}

function stretchesOf(text: string, links: boolean): Stretch[] | undefined {
  const stretches: Stretch[] = [];
  START.lastIndex = 0;
  for (let found = START.exec(text); found; found = START.exec(text)) {
    const start = found.index + found[0].length;
    const reading = readFrom(text, start, links);
    if (reading === undefined) return undefined;
    if (isStretch(text, start, reading)) stretches.push({ start, reading });
    // What has been read in vain is not read again from a later line of it.
    START.lastIndex = Math.max(reading.end, start + 1);
  }
  return stretches;
}

function isStretch(text: string, start: number, { values, open, end }: Reading): boolean {
  if (values.length === 0 && open.every((content) => content.values.length === 0)) return false;
  const length = end - start;
  if (open.length > 0) {
    return length >= SHORT && length >= text.length * CUT_PART && !isOverwritten(text, end);
  }
  LINE_END.lastIndex = end;
  return LINE_END.test(text) && (length >= SHORT || length === text.trim().length);
}

/** Does the line go on with a carriage return? Then what a terminal shows of it depends on its length. */
function isOverwritten(text: string, from: number): boolean {
  const feed = text.indexOf("\n", from);
  const line = text.slice(from, feed < 0 ? text.length : feed);
  return line.trimEnd().includes("\r");
}

const LEGEND: Readonly<Record<Sign, string>> = {
  table: "<N rows of X: ...> has a row a line, to fill the blanks _ of X",
  empty: "nothing between commas = no such key",
  mention: "*1 repeats the value marked &1",
  link: '"~" in a string = the "url" beside it',
  count: '"v1.0"..3 counts on to "v1.3"',
};

function legendOf(signs: ReadonlySet<Sign>): string {
  if (signs.size === 0) return "";
  const signified = (Object.keys(LEGEND) as Sign[]).filter((sign) => signs.has(sign));
  return `[JSON in short: ${signified.map((sign) => LEGEND[sign]).join("; ")}]\n`;
}
