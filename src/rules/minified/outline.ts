/** What is left of a minified file, and what went. */
export interface Outline {
  readonly text: string;
  /** Said in the note. */
  readonly left: string;
}

/** Stands in place of what went. */
export const GAP = "…";

/** A comment that tells whose file it is, and which. */
export function isBanner(comment: string): boolean {
  return comment.length < 3000 &&
    /^\/\*!|@(?:license|preserve|version)|copyright|\blicen[sc]e\b/i.test(comment);
}

/** `1,234 strings`, `1 string` */
export function counted(count: number, what: string, several = `${what}s`): string {
  return `${grouped(count)} ${count === 1 ? what : several}`;
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
