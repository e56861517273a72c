/** A line of a file that a search printed. */
export interface Hit {
  readonly kind: "hit";
  readonly path: string;
  /** Digits, as printed; `3,9,12` where lines are alike. */
  readonly number: string;
  readonly mark: Mark;
  readonly text: string;
}

/** `:` for a match, `-` for a line beside one, `=` for the head of the function around it. */
export type Mark = ":" | "-" | "=";

/** `--`: lines of the file are left out here. */
export interface Gap {
  readonly kind: "gap";
}

/** Whatever else stands in the output: a total, an error, what another command printed. */
export interface Other {
  readonly kind: "other";
  readonly line: string;
}

export type Row = Hit | Gap | Other;

export const GAP: Gap = { kind: "gap" };
export const GAP_LINE = "--";

/** What a row under its file begins with, and no path may. */
export const NUMBERED = /^\d+(?:,\d+)*[:=-]/;

export function isHit(row: Row): row is Hit {
  return row.kind === "hit";
}
