import { isLetter, Kind, kindAt } from "./kinds.ts";

/** About how many bytes of JSON make a token of a prompt, where nothing closer is needed. */
export const BYTES_A_TOKEN = 4;

/** Constants of this module are a quarter faster than members of another one's. */
const { NONE, LOWER, UPPER, DIGIT, SPACE, NEWLINE, MARK, SYMBOL, ACCENT } = Kind;

/** What one character costs of the kinds that stand each for itself, from `SYMBOL` on. */
const EACH: readonly number[] = [1.1, 1.3, 2.5, 0.25, 0.4, 0.67, 1.1];

/** A word is one token up to `free` letters and `slope` tokens for each further one. */
interface WordCost {
  readonly free: number;
  readonly slope: number;
}

const AFTER_SPACE: WordCost = { free: 5, slope: 0.04 };
const AFTER_LONE_MARK: WordCost = { free: 1, slope: 0.11 };
const BESIDE_DIGIT: WordCost = { free: 1.7, slope: 0.6 };
const ELSEWHERE: WordCost = { free: 4, slope: 0.13 };

/** `HTTPServer`: what each capital after the first costs, and the change to small letters. */
const CAPITAL = 0.1;
const CAPITALS_THEN_SMALL = 1.3;

/** `");`: what each change of mark costs, and a space before such a run. */
const CHANGE = 0.06;
const SPACE_BEFORE = 0.12;

/** `────`: what a symbol costs that repeats the one before it. */
const AGAIN = 0.3;

/** The longest runs that are one token. */
const SPACES = 128;
const NEWLINES = 16;
const MARKS = 64;
const DIGITS = 3;
/** The longest padding that goes into the token of its line break. */
const PADDING = 24;

const LINE_FEED = 0x0a;

/**
 * Tokens of a text in o200k, estimated from its character classes in one pass: 10 ms for a megabyte, no tables.
 *
 * Measured against `gpt-tokenizer` on 333 texts (tool outputs of 70 kinds, sources, JSON, logs, base64, a dozen
 * languages): half are within 3 %, nine in ten within 8 %, 330 within 15 %; the worst is 26 % low (a list of
 * people's names). A text and its shortened form, shortened in ten ways, came out in the right order wherever
 * they differ by more than 1 %.
 *
 * Where it only matters whether there are so many, the count ends at `enough`.
 */
export function tokensOf(text: string, enough = Infinity): number {
  let tokens = 0;
  let beforeLast: number = NONE;
  let before: number = NONE;
  let start = 0;
  let kind = kindAt(text, 0);
  while (kind !== NONE && tokens < enough) {
    let end = start + 1;
    let after = kindAt(text, end);
    if (kind <= MARK) { while (after === kind) after = kindAt(text, ++end); }
    // A word is capitals, then small letters: `HTTPServer` is one, `camelCase` two.
    if (kind === UPPER) { while (after === LOWER) after = kindAt(text, ++end); }
    switch (kind) {
      case LOWER:
        tokens += wordCost(end - start, before, after, beforeLast);
        break;
      case UPPER:
        tokens += wordCost(end - start, before, after, beforeLast) + capitalsCost(text, start, end);
        break;
      case SPACE:
        tokens += spaceCost(text, start, end, before, after);
        break;
      case MARK:
        tokens += markCost(text, start, end, before, after);
        break;
      default:
        tokens += otherCost(text, start, end, kind, before);
    }
    // A mark that is alone is known by what stood before it.
    beforeLast = end - start === 1 ? before : kind;
    before = kind;
    kind = after;
    start = end;
  }
  return Math.round(tokens);
}

function otherCost(
  text: string,
  start: number,
  end: number,
  kind: number,
  before: number,
): number {
  if (kind === DIGIT) return Math.ceil((end - start) / DIGITS);
  // A line break goes with the marks before it.
  if (kind === NEWLINE) return before === MARK ? 0 : Math.ceil((end - start) / NEWLINES);
  return kind === SYMBOL && text[start] === text[start - 1] ? AGAIN : EACH[kind - SYMBOL];
}

function wordCost(length: number, before: number, after: number, beforeLast: number): number {
  const { free, slope } = placeOf(before, after, beforeLast);
  const further = length > free ? (length - free) * slope : 0;
  // An accent within a word has been counted, the rest of the word is no new one.
  return before === ACCENT ? further : 1 + further;
}

function placeOf(before: number, after: number, beforeLast: number): WordCost {
  if (before === DIGIT || after === DIGIT) return BESIDE_DIGIT;
  if (before === SPACE) return AFTER_SPACE;
  return before === MARK && isLone(beforeLast) ? AFTER_LONE_MARK : ELSEWHERE;
}

/** Whether a mark after this kind is the first of its run, with no space to go with. */
function isLone(before: number): boolean {
  return before !== MARK && before !== SPACE;
}

function capitalsCost(text: string, start: number, end: number): number {
  let small = start + 1;
  while (kindAt(text, small) === UPPER) small++;
  const further = small - start - 1;
  return further === 0 ? 0 : further * CAPITAL + (small < end ? CAPITALS_THEN_SMALL : 0);
}

/** The last space goes with the word or mark behind it, digits aside. */
function spaceCost(
  text: string,
  start: number,
  end: number,
  before: number,
  after: number,
): number {
  const length = end - start;
  const run = Math.ceil(length / SPACES);
  if (after === NEWLINE) {
    const isFree = length <= PADDING && before !== MARK && text.charCodeAt(end) === LINE_FEED;
    return isFree ? 0 : run;
  }
  const own = length > 1 ? run : 0;
  return after === DIGIT || after === NONE ? own + 1 : own;
}

/** A single mark goes with the word behind it. */
function markCost(
  text: string,
  start: number,
  end: number,
  before: number,
  after: number,
): number {
  if (end - start === 1) return isLone(before) && isLetter(after) ? 0 : 1;
  let changes = 0;
  for (let i = start + 1; i < end; i++) {
    if (text.charCodeAt(i) !== text.charCodeAt(i - 1)) changes++;
  }
  const mixed = changes > 0 && before === SPACE ? SPACE_BEFORE : 0;
  return Math.ceil((end - start) / MARKS) + changes * CHANGE + mixed;
}
