import { hashesOf } from "../text/line_hashes.ts";
import { numberedOf } from "../text/number_column.ts";
import { unwrapped } from "../rules/wrapping.ts";

/** The lines of a text by which others find it: what clients put around a result is none of them. */
export interface Lines {
  /** A hash of each line, its number aside. */
  readonly hashes: Int32Array;
  /** The number of each line in its file; 0 where nobody tells. */
  readonly numbers: Int32Array;
}

/** The lines themselves. */
export interface Rows extends Lines {
  /** With their numbers, as they stand. */
  readonly rows: readonly string[];
  /** Without them. */
  readonly contents: readonly string[];
}

/** Lines of a text; `from` is the number of the first where the text itself shows none. */
export function rowsOf(text: string, from: number | undefined): Rows {
  const rows = unwrapped(text).body.split("\n");
  const { contents, numbers } = numberedOf(rows);
  if (from !== undefined && numbers.every((number) => number === 0)) {
    for (let i = 0; i < numbers.length; i++) numbers[i] = from + i;
  }
  return { rows, contents, hashes: hashesOf(contents), numbers };
}
