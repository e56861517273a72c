import type { SourceLine } from "./diagnostic.ts";

/** A diagnostic that shows its places in frames of code. */
export interface Finding {
  /** What it says, as it stood. */
  readonly head: string;
  /** The place it is about, then others that it speaks of. */
  readonly spots: readonly Spot[];
  /** The line as it should be. */
  readonly remedy: string | undefined;
  /** What else it says: help, links, reasons. */
  readonly notes: readonly Note[];
}

/** Something that is said besides. */
export interface Note {
  /** May have several lines. */
  readonly text: string;
  /** The line of code that it ends with. */
  readonly code?: SourceLine;
}

/** A place, and what is said of it. */
export interface Spot {
  /** `src/a.rs:58:67-77`; without the path where it is in the same frame as the one before. */
  readonly at: string;
  readonly label: string;
  /** The line of code. */
  readonly code: SourceLine | undefined;
  /** The lines around it, or within a place of many lines. */
  readonly context: readonly SourceLine[];
}
