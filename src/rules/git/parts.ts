import { tokensOf } from "../../text/tokens.ts";
import type { Note } from "../rule.ts";

/** What is not sent, a line or a part of one each, and what to call one of it and several. */
export interface LeftOut {
  readonly one: string;
  readonly many: string;
  readonly texts: readonly string[];
}

/** A run of lines that was understood, and what is said in its place. */
export interface Part {
  /** The first line behind it. */
  readonly end: number;
  readonly lines: readonly string[];
  readonly leftOut?: readonly LeftOut[];
}

/** Reads the part that begins at this line; `undefined` where none does. */
export type Reader = (lines: readonly string[], at: number) => Part | undefined;

/** A note costs some 20 tokens. */
const LEAST_WORTH = 24;
/** So many characters are worth a note, whatever they are. */
const ALWAYS_WORTH = 4000;

/** The text with each part in its shorter form, and the rest to the letter. */
export function rewritten(text: string, readers: readonly Reader[]): string {
  return read(text, readers).lines.join("\n");
}

/** The same with a note of what is left out, behind the last part that lacks something; `undefined` where little is. */
export function abridged(text: string, readers: readonly Reader[], note: Note): string | undefined {
  const { lines, leftOut, noteAt } = read(text, readers);
  const gone = leftOut.flatMap(({ texts }) => texts).join("\n");
  if (tokensOf(gone.slice(0, ALWAYS_WORTH)) < LEAST_WORTH) return undefined;
  lines.splice(noteAt, 0, note(countsOf(leftOut)));
  return lines.join("\n");
}

/** A text as its readers have it. */
interface Read {
  readonly lines: string[];
  readonly leftOut: readonly LeftOut[];
  /** Behind so many lines the last part ends that lacks something. */
  readonly noteAt: number;
}

function read(text: string, readers: readonly Reader[]): Read {
  const from = text.split("\n");
  const lines: string[] = [];
  const leftOut: LeftOut[] = [];
  let noteAt = 0;
  for (let at = 0; at < from.length;) {
    const part = partAt(from, at, readers);
    if (part === undefined) lines.push(from[at++]);
    else {
      for (const line of part.lines) lines.push(line);
      at = part.end;
      if (part.leftOut === undefined || part.leftOut.length === 0) continue;
      for (const left of part.leftOut) leftOut.push(left);
      noteAt = lines.length;
    }
  }
  return { lines, leftOut, noteAt };
}

function partAt(
  lines: readonly string[],
  at: number,
  readers: readonly Reader[],
): Part | undefined {
  for (const reader of readers) {
    const part = reader(lines, at);
    if (part !== undefined) return part;
  }
}

/** `12 context lines, 1 index line` */
function countsOf(leftOut: readonly LeftOut[]): string {
  return [...Map.groupBy(leftOut, ({ one }) => one).values()].map((alike) => {
    const count = alike.reduce((sum, { texts }) => sum + texts.length, 0);
    return `${count} ${count === 1 ? alike[0].one : alike[0].many}`;
  }).join(", ");
}
