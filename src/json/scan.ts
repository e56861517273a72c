const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const BRACE = 0x7b;
const BRACKET = 0x5b;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const LOWER_E = 0x65;

/** How many numbers of the tape tell of one value: start, end, and the index after its last descendant. */
export const CELL = 3;

/** What the scanning functions give where the text stops being JSON. Nothing ends at 0. */
const BROKEN = 0;

/**
 * Reads a JSON text once, without recursion, into a flat tape: the values in order of their start, `CELL` numbers each.
 * The members of an object stand as key, value, key, value. `undefined` where the text is not one whole JSON value.
 */
export function tapeOf(text: string): Int32Array | undefined {
  const tape = new Tape();
  let at = gapEnd(text, 0);
  for (;;) {
    const start = at;
    const code = text.charCodeAt(at);
    if (code === BRACE || code === BRACKET) {
      tape.open(start, code);
      at = gapEnd(text, at + 1);
      // `}` and `]` stand two places after their openers in ASCII.
      if (text.charCodeAt(at) !== code + 2) {
        if (code === BRACE) at = keyEnd(text, at, tape);
        if (at === BROKEN) return undefined;
        continue;
      }
    } else {
      at = code === QUOTE ? stringEnd(text, at) : scalarEnd(text, at, code);
      if (at === BROKEN) return undefined;
      tape.add(start, at);
      at = gapEnd(text, at);
    }
    at = nextValue(text, at, tape);
    if (at === BROKEN) return undefined;
    if (tape.isWhole()) return at === text.length ? tape.cells() : undefined;
  }
}

/** From the end of a value to the start of the next: closes what ends here. Where nothing stays open, the end of the gap. */
function nextValue(text: string, from: number, tape: Tape): number {
  let at = from;
  while (!tape.isWhole()) {
    const code = text.charCodeAt(at);
    if (code === COMMA) {
      at = gapEnd(text, at + 1);
      return tape.opener === BRACE ? keyEnd(text, at, tape) : at;
    }
    if (code !== tape.opener + 2) return BROKEN;
    at++;
    tape.close(at);
    at = gapEnd(text, at);
  }
  return at;
}

/** Writes the key at `at` to the tape; the place of its value. */
function keyEnd(text: string, at: number, tape: Tape): number {
  if (text.charCodeAt(at) !== QUOTE) return BROKEN;
  const end = stringEnd(text, at);
  if (end === BROKEN) return BROKEN;
  tape.add(at, end);
  const colon = gapEnd(text, end);
  return text.charCodeAt(colon) === COLON ? gapEnd(text, colon + 1) : BROKEN;
}

function gapEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
    at++;
  }
}

/** Linear on any text: the backslashes counted before one quote end at the quote before it. */
function stringEnd(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote > 0) {
    let before = quote - 1;
    while (text.charCodeAt(before) === BACKSLASH) before--;
    if ((quote - before) % 2 === 1) return quote + 1;
    quote = text.indexOf('"', quote + 1);
  }
  return BROKEN;
}

function scalarEnd(text: string, at: number, code: number): number {
  if (code === 0x74) return text.startsWith("true", at) ? at + 4 : BROKEN;
  if (code === 0x66) return text.startsWith("false", at) ? at + 5 : BROKEN;
  if (code === 0x6e) return text.startsWith("null", at) ? at + 4 : BROKEN;
  return numberEnd(text, at);
}

function numberEnd(text: string, from: number): number {
  const first = text.charCodeAt(from) === MINUS ? from + 1 : from;
  let at = text.charCodeAt(first) === ZERO ? first + 1 : digitsEnd(text, first);
  if (at !== BROKEN && text.charCodeAt(at) === DOT) at = digitsEnd(text, at + 1);
  // The lower-case letter differs from the upper-case one in this bit only.
  if (at === BROKEN || (text.charCodeAt(at) | 0x20) !== LOWER_E) return at;
  const sign = text.charCodeAt(at + 1);
  return digitsEnd(text, sign === MINUS || sign === 0x2b ? at + 2 : at + 1);
}

/** One digit at least. */
function digitsEnd(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at++;
  return at > from ? at : BROKEN;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= 0x39;
}

/** The tape while it is written. */
class Tape {
  #cells = new Int32Array(256 * CELL);
  #used = 0;
  /** The innermost open container. While one is open, its third number holds the one around it. */
  #inner = -1;
  /** The opening character of the innermost open container. */
  opener = 0;

  add(start: number, end: number): void {
    if (this.#used === this.#cells.length) this.#grow();
    const cell = this.#used;
    this.#cells[cell] = start;
    this.#cells[cell + 1] = end;
    this.#used = cell + CELL;
    this.#cells[cell + 2] = this.#used / CELL;
  }

  /** Until it is closed, a container's second number holds its opening character. */
  open(start: number, opener: number): void {
    const cell = this.#used;
    this.add(start, opener);
    this.#cells[cell + 2] = this.#inner;
    this.#inner = cell;
    this.opener = opener;
  }

  close(end: number): void {
    const cell = this.#inner;
    this.#inner = this.#cells[cell + 2];
    this.#cells[cell + 1] = end;
    this.#cells[cell + 2] = this.#used / CELL;
    this.opener = this.#inner < 0 ? 0 : this.#cells[this.#inner + 1];
  }

  isWhole(): boolean {
    return this.#inner < 0;
  }

  cells(): Int32Array {
    return this.#cells.subarray(0, this.#used);
  }

  #grow(): void {
    const wider = new Int32Array(this.#cells.length * 2);
    wider.set(this.#cells);
    this.#cells = wider;
  }
}
