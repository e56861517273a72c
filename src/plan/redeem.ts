import { matcherOf } from "../text/pattern.ts";
import { tokensOf } from "../text/tokens.ts";

/** What a call of `squeezr_expand` asks for. */
export interface Wish {
  readonly id: string | undefined;
  /** `"120-180"`, or `"120"`; counted from 1. */
  readonly lines?: string;
  /** A literal; `*` stands for any characters, `^` and `$` for the ends of the line. */
  readonly grep?: string;
}

/** What it is given. */
export interface Redeemed {
  readonly text: string;
  readonly isError: boolean;
}

/** About what one call may bring into the prompt, in tokens: more could make the next request too long. */
const MOST_TOKENS = 25_000;
/** Counting tokens takes a while: a text of fewer characters fits in any case. */
const FITS = MOST_TOKENS;

/** The original behind an id, or the lines of it that are asked for. */
export function redeem(wish: Wish, originalOf: (id: string) => string | undefined): Redeemed {
  const original = wish.id === undefined ? undefined : originalOf(wish.id.trim());
  if (original === undefined) return unknown(wish.id);
  const range = wish.lines === undefined ? undefined : rangeOf(wish.lines);
  if (wish.lines !== undefined && range === undefined) {
    return failure(`lines must be like "120-180"; received ${JSON.stringify(wish.lines)}.`);
  }
  if (range === undefined && wish.grep === undefined) return given(capped(original));
  return excerpt(original, range, wish.grep);
}

/** Said in place of an original when a message has asked too often. */
export const TOO_OFTEN: Redeemed = failure(
  "Not again in this turn: use what you have, or run the command with a narrower range.",
);

/** Said where the input of a call is no JSON. */
export const UNREADABLE: Redeemed = failure("The input was not a JSON object. Call it again.");

/** Said where the original does not fit into the model's window. */
export const TOO_LONG: Redeemed = failure(
  'The original does not fit into this conversation. Ask for a part of it, with lines="1-100" or grep.',
);

function unknown(id: string | undefined): Redeemed {
  const asked = id === undefined ? "no id was given" : `there is none under ${JSON.stringify(id)}`;
  return failure(`No original: ${asked}. Run the command or read the file again.`);
}

function excerpt(
  original: string,
  range: readonly [number, number] | undefined,
  grep: string | undefined,
): Redeemed {
  const lines = linesOf(original);
  const [from, to] = within(range ?? [1, lines.length], lines.length);
  const chosen = lines.slice(from - 1, to);
  if (grep === undefined) {
    const isOutside = range !== undefined && range[1] > lines.length;
    const note = isOutside ? `[There are ${lines.length} lines; these are ${from}-${to}.]\n` : "";
    return given(note + capped(chosen.join("\n"), from));
  }
  const matches = matcherOf(grep);
  const found = chosen.flatMap((line, i) => matches(line) ? [`${from + i}:${line}`] : []);
  if (found.length === 0) return given(`[No line of ${from}-${to} matches.]`);
  return given(cut(found, (shown) => `[Cut here: ${shown} of ${found.length} matching lines.]`));
}

/** The line break at the end of a text ends its last line, and begins none. */
function linesOf(text: string): string[] {
  const lines = text.split("\n");
  return lines.length > 1 && lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

/** Out of range: the last lines there are, as many as were asked for. */
function within([from, to]: readonly [number, number], count: number): [number, number] {
  if (from > count) return [Math.max(1, count - (to - from)), count];
  return [Math.max(1, from), Math.min(to, count)];
}

function rangeOf(lines: string): [number, number] | undefined {
  const found = /^\s*(\d{1,9})\s*(?:-\s*(\d{1,9})\s*)?$/.exec(lines);
  if (!found) return undefined;
  const from = Number(found[1]);
  const to = Number(found[2] ?? found[1]);
  return from <= to ? [from, to] : [to, from];
}

/** The text, or as many of its first lines as one call may bring, and how to ask for the rest. */
function capped(text: string, first = 1): string {
  const lines = text.split("\n");
  const last = first + linesOf(text).length - 1;
  return cut(lines, (shown) => {
    const [next, end] = [first + shown, Math.min(last, first + 2 * shown - 1)];
    return `[Cut here: line ${next - 1} of ${last}. For more, ask with lines="${next}-${end}".]`;
  });
}

/** As many lines as fit, and a word on the rest. One line that is too long is cut in itself. */
function cut(lines: readonly string[], note: (shown: number) => string): string {
  const text = lines.join("\n");
  if (text.length <= FITS || tokensOf(text) <= MOST_TOKENS) return text;
  let tokens = 0;
  const tooMuch = lines.findIndex((line) => (tokens += tokensOf(line) + 1) > MOST_TOKENS);
  if (tooMuch < 0) return text;
  const shown = tooMuch === 0 ? beginningOf(lines[0]) : lines.slice(0, tooMuch).join("\n");
  return `${shown}\n${note(Math.max(1, tooMuch))}`;
}

/** As much of a line as one call may bring, cut between characters. */
function beginningOf(line: string): string {
  const length = Math.floor(line.length * MOST_TOKENS / tokensOf(line));
  return line.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}

function given(text: string): Redeemed {
  return { text: text.trim() === "" ? "[Nothing but blanks.]" : text, isError: false };
}

function failure(text: string): Redeemed {
  return { text, isError: true };
}
