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
  /** `In function ‘f’`: where in the file it stands. */
  readonly scope?: string;
}

/** A line of a file. */
export interface SourceLine {
  readonly path: string;
  readonly line: number;
  readonly text: string;
  /** Is it shown for what stands beside it? */
  readonly isContext?: boolean;
}
