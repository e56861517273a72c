/** One thing that a compiler or a linter says of one place. */
export interface Diagnostic {
  /** Of the file, as the tool wrote it. */
  readonly path: string;
  /** `58:67`; `58:67-77` and `58:67-60:3` where the end is known; `58` where the column is not. */
  readonly at: string;
  /** Severity, code and text, in one line. */
  readonly message: string;
  /** What else is said in lines of its own. They begin with a blank. */
  readonly notes: readonly string[];
  /** Lines of files that are shown with it. */
  readonly source: readonly SourceLine[];
}

/** A line of a file. */
export interface SourceLine {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** What was read: the diagnostics, and the first line behind them. */
export interface Reading {
  readonly diagnostics: readonly Diagnostic[];
  readonly end: number;
  /** The name of the file that the lines from `end` on belong to, where they could not be read. */
  readonly heading?: string;
}

/** Reads the diagnostics that begin at a line; `undefined` where none does. */
export type Reader = (lines: readonly string[], at: number) => Reading | undefined;

/** Writes diagnostics down that stood one after another. */
export type Printer = (run: readonly Diagnostic[]) => string[];
