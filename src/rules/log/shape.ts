/** A line with its numbers, ids and the like taken out. */
export interface Shape {
  /** With `BLANK` in the place of each value. */
  readonly text: string;
  readonly values: readonly string[];
}

/** What stands in a shape where a value was taken out. No line that is looked at holds it. */
export const BLANK = "\0";

const ZERO = 0x30;
const NINE = 0x39;

/** What words end at, besides blanks. */
const ENDS = new Set([..." \t\r,;:=()[]<>\"'{}|"].map((mark) => mark.charCodeAt(0)));
const ASCII_ENDS = Uint8Array.from({ length: 128 }, (_, code) => ENDS.has(code) ? 1 : 0);

/** What a line says from a place on: a word that holds a digit is a value. */
export function shapeOf(line: string, from: number): Shape {
  const values: string[] = [];
  let text = "";
  let taken = from;
  for (let at = from; at < line.length;) {
    const start = at;
    let hasDigit = false;
    let code = line.charCodeAt(at);
    while (at < line.length && ASCII_ENDS[code] !== 1) {
      if (code >= ZERO && code <= NINE) hasDigit = true;
      code = line.charCodeAt(++at);
    }
    if (hasDigit) {
      text += line.slice(taken, start) + BLANK;
      values.push(line.slice(start, at));
      taken = at;
    }
    while (at < line.length && ASCII_ENDS[line.charCodeAt(at)] === 1) at++;
  }
  return { text: text + line.slice(taken), values };
}

/** The line that a shape stands for. */
export function filled(text: string, values: readonly string[]): string {
  let next = 0;
  return text.replaceAll(BLANK, () => values[next++]);
}
