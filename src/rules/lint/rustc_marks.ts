/** A piece of a line that is marked below it, and what is said of it. */
export interface Marked {
  readonly from: number;
  readonly to: number;
  /** Is it what the message is about (`^`), or does it explain (`-`)? */
  readonly isMain: boolean;
  label: string;
}

/** What the rows below a line of code mark; `undefined` where they draw anything else. */
export function marksOf([first, ...below]: readonly string[]): Marked[] | undefined {
  const marked = piecesIn(first);
  const byStart = new Map(marked?.map((piece) => [piece.from, piece]));
  return below.every((row) => labels(row, byStart)) ? marked : undefined;
}

/** `---- ^^^^ what is said of the last piece` */
function piecesIn(row: string): Marked[] | undefined {
  const pieces: Marked[] = [];
  let at = blanksFrom(row, 0);
  while (at < row.length) {
    const to = marksFrom(row, at);
    if (to === at) {
      const last = pieces.at(-1);
      if (last === undefined || at !== last.to + 1) return undefined;
      last.label = row.slice(at);
      break;
    }
    const nested = nestedIn(row, at, to);
    if (nested === undefined) return undefined;
    pieces.push(...nested);
    at = blanksFrom(row, to);
  }
  return pieces.length === 0 ? undefined : pieces;
}

/** `^^^--^`: the one kind of marks stands within the other. */
function nestedIn(row: string, from: number, to: number): Marked[] | undefined {
  const outer = row[from];
  if (row[to - 1] !== outer) return undefined;
  const pieces = [{ from, to, isMain: outer === "^", label: "" }];
  for (let at = from; at < to;) {
    let end = at + 1;
    while (end < to && row[end] === row[at]) end++;
    if (row[at] !== outer) pieces.push({ from: at, to: end, isMain: outer !== "^", label: "" });
    at = end;
  }
  return pieces;
}

/** `|     |  what is said of the piece that begins here`; `false` where the row is no such. */
function labels(row: string, byStart: ReadonlyMap<number, Marked>): boolean {
  for (let at = blanksFrom(row, 0); at < row.length; at = blanksFrom(row, at + 1)) {
    const piece = byStart.get(at);
    if (piece === undefined) return false;
    if (row[at] === "|" && (row[at + 1] ?? " ") === " ") continue;
    piece.label = piece.label === "" ? row.slice(at) : `${piece.label} ${row.slice(at)}`;
    return true;
  }
  return true;
}

function blanksFrom(row: string, from: number): number {
  let at = from;
  while (row[at] === " ") at++;
  return at;
}

function marksFrom(row: string, from: number): number {
  let at = from;
  while (row[at] === "^" || row[at] === "-") at++;
  return at;
}
