import type { Spot } from "./finding.ts";
import { rowsFrom } from "./gutter.ts";
import { type Place, spotsOf } from "./rustc_frame.ts";

/** A head, the place below it, and the code there. */
export interface Placed {
  readonly head: string;
  readonly place: Place;
  readonly spots: readonly Spot[];
  /** The drawing of the code, where it shows more than words would say. */
  readonly raw: readonly string[];
  /** Is there any code? */
  readonly hasCode: boolean;
  /** The first line behind it. */
  readonly end: number;
}

const ARROW = /^ *(?:-->|:::) (.*\S):(\d{1,7}):(\d{1,7})$/;
/** A head may go on in so many lines, further in. */
const LONGEST_HEAD = 5;
const GOES_ON = /^ {2,}[^ |=:-]/;

/** Reads a head and its place; at `:::` there is no head. `undefined` where no place follows. */
export function placedAt(lines: readonly string[], at: number): Placed | undefined {
  let arrow = at;
  if (!ARROW.test(lines[at] ?? "")) {
    arrow++;
    while (arrow - at < LONGEST_HEAD && GOES_ON.test(lines[arrow] ?? "")) arrow++;
  }
  const found = ARROW.exec(lines[arrow] ?? "");
  if (found === null) return undefined;
  const [, path, line, column] = found;
  const place = { path, line: Number(line), column: Number(column) };
  const { rows, end } = rowsFrom(lines, arrow + 1);
  const spots = spotsOf(rows, place);
  const plain = { at: `${path}:${line}:${column}`, label: "", code: undefined, context: [] };
  return {
    head: lines.slice(at, arrow).map((line, i) => i === 0 ? line : line.trim()).join(" "),
    place,
    spots: spots ?? [plain],
    raw: spots === undefined
      ? lines.slice(arrow + 1, end).filter((row) => !/^ *\|$/.test(row))
      : [],
    hasCode: rows.some(({ line }) => line !== undefined),
    end,
  };
}
