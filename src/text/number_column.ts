/** How a tool sets a line's number apart from the line: `12→`, `12<tab>`, `12: `, `12:`. */
const SEPARATORS = ["→", "\t", ": ", ":"] as const;

type Separator = typeof SEPARATORS[number];

/** Lines in a row that must count on, so that what stands before them is a column of numbers. */
const IN_A_ROW = 3;
/** Digits of the longest number. */
const MOST_DIGITS = 7;

const SPACE = 0x20;
const ZERO = 0x30;
const NINE = 0x39;

/** Lines without their numbers. */
export interface Numbered {
  readonly contents: readonly string[];
  /** The number of each line; 0 where it has none. */
  readonly numbers: Int32Array;
}

/** Takes a column of line numbers off, in whichever style; lines that have none in that style stay as they are. */
export function numberedOf(lines: readonly string[]): Numbered {
  const numbers = new Int32Array(lines.length);
  const separator = separatorOf(lines);
  if (separator === undefined) return { contents: lines, numbers };
  const contents = lines.map((line, i) => {
    const column = columnOf(line, separator);
    if (column === undefined) return line;
    numbers[i] = column.number;
    return line.slice(column.end);
  });
  return { contents, numbers };
}

/** The style in which some lines in a row count on. */
function separatorOf(lines: readonly string[]): Separator | undefined {
  for (const separator of SEPARATORS) {
    let row = 0;
    let last = NaN;
    for (const line of lines) {
      const number = columnOf(line, separator)?.number ?? NaN;
      row = number === last + 1 ? row + 1 : 1;
      last = number;
      if (row === IN_A_ROW) return separator;
    }
  }
  return undefined;
}

function columnOf(
  line: string,
  separator: Separator,
): { readonly number: number; readonly end: number } | undefined {
  let at = 0;
  while (at < MOST_DIGITS && line.charCodeAt(at) === SPACE) at++;
  const first = at;
  let number = 0;
  for (; at - first < MOST_DIGITS; at++) {
    const code = line.charCodeAt(at);
    if (!(code >= ZERO && code <= NINE)) break;
    number = number * 10 + code - ZERO;
  }
  if (at === first) return undefined;
  if (line.startsWith(separator, at)) return { number, end: at + separator.length };
  // An empty line has nothing behind its colon.
  return separator === ": " && line.length === at + 1 && line[at] === ":"
    ? { number, end: at + 1 }
    : undefined;
}
