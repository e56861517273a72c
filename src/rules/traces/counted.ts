/** A line whose numbers are set apart: frames of a recursion differ in these alone. */
export interface Counted {
  /** The text, a blank sign in the place of each number. */
  readonly shape: string;
  readonly numbers: readonly number[];
}

/** Addresses and numbers with a zero before them are text. */
const NUMBER = /0x[\da-fA-F]+|\d+/g;
const LONGEST = 15;
/** Numbers of frames are padded to one width. */
const PADDING = /^ *(#?)(\d+)(:?) +/;

/** Sets the numbers of a line apart, and the padding of the first. */
export function countedOf(line: string): Counted {
  const numbers: number[] = [];
  const shape = line.replace(PADDING, "$1$2$3 ").replace(NUMBER, (digits) => {
    if (digits.length > LONGEST || digits.length > 1 && digits.startsWith("0")) return digits;
    numbers.push(Number(digits));
    return "\0";
  });
  return { shape, numbers };
}

/** By how much the numbers of two lines of one shape differ; `undefined` where they have not one shape. */
export function stepsBetween(a: Counted, b: Counted): number[] | undefined {
  return a.shape === b.shape ? b.numbers.map((number, i) => number - a.numbers[i]) : undefined;
}
