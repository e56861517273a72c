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

/** The text with each part in its shorter form, and the rest to the letter. */
export function rewritten(lines: readonly string[], readers: readonly Reader[]): string {
  return partsOf(lines, readers).flatMap((part) => part.lines).join("\n");
}

/** The same with a note of what was left out behind the last part that lacks something; `undefined` where none does. */
export function abridged(
  lines: readonly string[],
  readers: readonly Reader[],
  note: Note,
): string | undefined {
  const parts = partsOf(lines, readers);
  const leftOut = parts.flatMap((part) => part.leftOut ?? []);
  const gone = leftOut.flatMap(({ texts }) => texts).join("\n");
  if (tokensOf(gone) < LEAST_WORTH) return undefined;
  const last = parts.findLastIndex((part) => part.leftOut !== undefined && part.leftOut.length > 0);
  return [
    ...parts.slice(0, last + 1).flatMap((part) => part.lines),
    note(countsOf(leftOut)),
    ...parts.slice(last + 1).flatMap((part) => part.lines),
  ].join("\n");
}

/** `12 context lines, 1 index line` */
function countsOf(leftOut: readonly LeftOut[]): string {
  return [...Map.groupBy(leftOut, ({ one }) => one).values()].map((alike) => {
    const count = alike.reduce((sum, { texts }) => sum + texts.length, 0);
    return `${count} ${count === 1 ? alike[0].one : alike[0].many}`;
  }).join(", ");
}

function partsOf(lines: readonly string[], readers: readonly Reader[]): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < lines.length; at = parts[parts.length - 1].end) {
    parts.push(partAt(lines, at, readers));
  }
  return parts;
}

function partAt(lines: readonly string[], at: number, readers: readonly Reader[]): Part {
  for (const read of readers) {
    const part = read(lines, at);
    if (part !== undefined) return part;
  }
  return { end: at + 1, lines: [lines[at]] };
}
