import type { Call } from "../conversation/conversation.ts";
import { isSamePath } from "../rules/reading.ts";
import type { Rows } from "./lines.ts";
import { isAtSameNumber, type Overlap } from "./overlap.ts";

/** How much of a line it takes to know it by. */
const QUOTED = 50;

/** How a whole result is pointed at. */
export interface Pointed {
  /** How the model asks for the original. */
  readonly cited: string | undefined;
  /** What stands above is the result itself, and not what a rule made of it. */
  readonly isToTheLetter: boolean;
}

/** The line that stands for a whole result. */
export function wholeLine(target: Call, call: Call, { cited, isToTheLetter }: Pointed): string {
  const same = isToTheLetter ? "Same result, to the letter, as" : "Same result as";
  return `[${same} ${callAbove(target, call)}${cited ? `; ${cited}` : "."}]`;
}

/** The line that stands for a run of lines. `last` is the run before it in the same text. */
export function runLine(
  own: Rows,
  overlap: Overlap,
  call: Call,
  { cited, last }: { readonly cited?: string; readonly last?: Overlap },
): string {
  const target = overlap.standing.call;
  const isSame = last?.standing.call === target;
  const place = isSame ? `the same ${nameOf(target)}` : callAbove(target, call);
  return `[${linesOf(own, overlap)} ${howSaid(own, overlap, call, place)}${
    cited ? `; ${cited}` : ""
  }]`;
}

/** `Lines 12-40`, where the text shows numbers, else how many there are. */
function linesOf({ numbers, rows, contents }: Rows, { at, length }: Overlap): string {
  const isShown = rows[at] !== contents[at];
  return isShown ? `Lines ${rangeOf(numbers, at, length)}` : `${length} lines`;
}

function howSaid(own: Rows, overlap: Overlap, call: Call, place: string): string {
  const { at, length, standing, from } = overlap;
  const { numbers } = standing.lines;
  if (standing.kind === "input") return `as you wrote them in ${place}${beginning(own, at)}`;
  if (numbers[from] === 0) return `as in ${place}${beginning(own, at)}`;
  const isUnchanged = isAtSameNumber(own, overlap) && own.rows[at] !== own.contents[at];
  if (!isUnchanged) return `as lines ${rangeOf(numbers, from, length)} of ${place}`;
  return isSamePath(standing.call.command, call.command)
    ? `unchanged since ${place}`
    : `as in ${place}`;
}

function rangeOf(numbers: Int32Array, at: number, length: number): string {
  return length === 1 ? `${numbers[at]}` : `${numbers[at]}-${numbers[at + length - 1]}`;
}

/** Where a text has no numbers, its first line tells where to look. */
function beginning({ contents }: Rows, at: number): string {
  const line = contents[at].trim();
  const shown = line.length <= QUOTED ? line : `${line.slice(0, QUOTED).toWellFormed()}...`;
  return `, from "${shown}" on`;
}

function callAbove(target: Call, call: Call): string {
  const ago = call.nth - target.nth;
  if (ago === 0) return "this call";
  return `${nameOf(target)}(${argumentOf(target)}) above, ${ago} ${
    ago === 1 ? "call" : "calls"
  } ago`;
}

function nameOf({ tool }: Call): string {
  return tool || "tool";
}

/** Enough of the command to know the call by, in one line. */
function argumentOf({ command }: Call): string {
  const line = command.slice(0, 400).replace(/\s+/g, " ").trim().toWellFormed();
  return line.length <= 80
    ? line
    : `${line.slice(0, 60).toWellFormed()}...${line.slice(-17).toWellFormed()}`;
}
