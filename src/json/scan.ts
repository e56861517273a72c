import type { Begun } from "./begin.ts";
import { TapeWriter } from "./tape.ts";

const SPACE = 0x20;
const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const LOWER_E = 0x65;
const BRACE = 0x7b;

/** How far a closing character stands behind its opener in ASCII: `[` and `]`, `{` and `}`. */
const TO_CLOSER = 2;

/** Up to here a string is read byte by byte; a longer one is worth a native search. */
const NEAR = 16;

/** What the functions below give where the body stops being JSON. Nothing ends at 0. */
const BROKEN = 0;

/** A body twice: bytes are quicker to read one by one, and only strings have a quick search (on Deno). */
interface Source {
  readonly bytes: Uint8Array;
  /** As latin1, so that a character stands for a byte; without the bytes before `from`. */
  readonly text: string;
  readonly from: number;
}

/**
 * Reads a body once, without recursion, onto a tape: the values in order of their start, the members of an object as
 * key, value, key, value. `undefined` where the body is not one whole JSON value. What stands in strings is not checked.
 */
export function cellsOf(source: Source, begun?: Begun): Int32Array | undefined {
  const { bytes } = source;
  const tape = begun?.tape ?? new TapeWriter();
  let at = begun?.at ?? valueEnd(source, gapEnd(bytes, 0), tape);
  for (;;) {
    if (at !== BROKEN) at = nextValue(source, at, tape);
    if (at === BROKEN) return undefined;
    if (tape.opener === 0) return at === bytes.length ? tape.cells() : undefined;
    at = valueEnd(source, at, tape);
  }
}

/** Reads a value up to its end, or up to its first scalar or empty container. */
function valueEnd(source: Source, from: number, tape: TapeWriter): number {
  const { bytes } = source;
  let at = from;
  let code = bytes[at];
  while (code === BRACE || code === BRACKET) {
    tape.open(at, code);
    at = gapEnd(bytes, at + 1);
    // Closed by `nextValue`, as any container.
    if (bytes[at] === code + TO_CLOSER) return at;
    if (code === BRACE) at = keyEnd(source, at, tape);
    if (at === BROKEN) return BROKEN;
    code = bytes[at];
  }
  const end = code === QUOTE ? stringEnd(source, at) : scalarEnd(bytes, at);
  if (end !== BROKEN) tape.add(at, end);
  return end;
}

/** Closes what ends here and finds the next value; once nothing is open, the end of the gap. */
function nextValue(source: Source, from: number, tape: TapeWriter): number {
  const { bytes } = source;
  let at = gapEnd(bytes, from);
  while (tape.opener !== 0 && bytes[at] !== COMMA) {
    if (bytes[at] !== tape.opener + TO_CLOSER) return BROKEN;
    at++;
    tape.close(at);
    at = gapEnd(bytes, at);
  }
  if (tape.opener === 0) return at;
  at = gapEnd(bytes, at + 1);
  return tape.opener === BRACE ? keyEnd(source, at, tape) : at;
}

/** Reads a key and its colon; the start of the value. */
function keyEnd(source: Source, at: number, tape: TapeWriter): number {
  const { bytes } = source;
  if (bytes[at] !== QUOTE) return BROKEN;
  const end = stringEnd(source, at);
  if (end === BROKEN) return BROKEN;
  tape.add(at, end);
  const colon = gapEnd(bytes, end);
  return bytes[colon] === COLON ? gapEnd(bytes, colon + 1) : BROKEN;
}

function stringEnd(source: Source, start: number): number {
  const { bytes } = source;
  for (let at = start + 1; at <= start + NEAR; at++) {
    if (bytes[at] === QUOTE) return at + 1;
    if (bytes[at] === BACKSLASH) break;
  }
  let quote = quoteFrom(source, start + 1);
  while (quote !== BROKEN && isEscaped(bytes, quote)) quote = quoteFrom(source, quote + 1);
  return quote === BROKEN ? BROKEN : quote + 1;
}

function quoteFrom({ text, from }: Source, at: number): number {
  const quote = text.indexOf('"', at - from);
  return quote < 0 ? BROKEN : quote + from;
}

/** Over a whole string this is linear, whatever it holds: the backslashes before a quote end at the quote before it. */
function isEscaped(bytes: Uint8Array, quote: number): boolean {
  let before = quote - 1;
  while (bytes[before] === BACKSLASH) before--;
  return (quote - before) % 2 === 0;
}

function gapEnd(bytes: Uint8Array, from: number): number {
  // Between most tokens of a compact body there is no gap: asking first makes it a quarter faster.
  if (bytes[from] > SPACE) return from;
  let at = from;
  while (isGap(bytes[at])) at++;
  return at;
}

function isGap(byte: number): boolean {
  return byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function scalarEnd(bytes: Uint8Array, at: number): number {
  switch (bytes[at]) {
    case 0x74:
      return wordEnd(bytes, at, "true");
    case 0x66:
      return wordEnd(bytes, at, "false");
    case 0x6e:
      return wordEnd(bytes, at, "null");
    default:
      return numberEnd(bytes, at);
  }
}

function wordEnd(bytes: Uint8Array, start: number, word: string): number {
  for (let i = 0; i < word.length; i++) {
    if (bytes[start + i] !== word.charCodeAt(i)) return BROKEN;
  }
  return start + word.length;
}

function numberEnd(bytes: Uint8Array, start: number): number {
  const first = bytes[start] === MINUS ? start + 1 : start;
  let at = bytes[first] === ZERO ? first + 1 : digitsEnd(bytes, first);
  if (at !== BROKEN && bytes[at] === DOT) at = digitsEnd(bytes, at + 1);
  // `E` and `e` differ in this bit alone.
  if (at === BROKEN || (bytes[at] | 0x20) !== LOWER_E) return at;
  const sign = bytes[at + 1];
  return digitsEnd(bytes, sign === PLUS || sign === MINUS ? at + 2 : at + 1);
}

/** One digit at least. */
function digitsEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] >= ZERO && bytes[at] <= NINE) at++;
  return at > start ? at : BROKEN;
}
