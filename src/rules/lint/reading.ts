/** What was read from some lines of a report, and the first line behind them. */
export interface Reading<Item> {
  readonly items: readonly Item[];
  readonly end: number;
  /** The name of the file that the lines from `end` on belong to, where they could not be read. */
  readonly heading?: string;
}

/** Reads what begins at a line; `undefined` where nothing does. */
export type Reader<Item> = (lines: readonly string[], at: number) => Reading<Item> | undefined;

/** What was read, written anew. */
export interface Printed {
  readonly lines: readonly string[];
  /** How many lines of the text say what is not said any more. */
  readonly dropped: number;
}

/** Writes down what stood one after another. */
export type Printer<Item> = (run: readonly Item[]) => Printed;
