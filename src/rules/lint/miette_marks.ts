import type { Piece } from "./pieces.ts";

/** `^^|^^`, `──┬──`: the label hangs on the odd one. */
const UNDERLINE = "^─▲";
const JOINT = "|┬";
const HANGERS = ["`-- ", "╰── "];
const CONNECTORS = "|│";

type Marked = { label: string } & Piece;

/** What the rows below a line of code mark; `undefined` where they draw anything else. */
export function marksOf([first, ...below]: readonly string[]): Piece[] | undefined {
  const marked = new Map<number, Marked>();
  for (const span of spansOf(first) ?? []) marked.set(span.joint, { ...span, label: "" });
  const isRead = below.every((row) => labels(row, marked));
  return isRead && marked.size > 0 ? [...marked.values()] : undefined;
}

/** Stretches of marks, and where their labels hang. */
function spansOf(row: string): { from: number; to: number; joint: number }[] | undefined {
  const spans: { from: number; to: number; joint: number }[] = [];
  for (let from = 0; from < row.length; from++) {
    if (row[from] === " ") continue;
    let to = from;
    let joint = from;
    for (; to < row.length && row[to] !== " "; to++) {
      if (JOINT.includes(row[to])) joint = to;
      else if (!UNDERLINE.includes(row[to])) return undefined;
    }
    spans.push({ from, to, joint });
    from = to;
  }
  return spans;
}

/** Gives its label to what it hangs on; `false` where the row is none of labels. */
function labels(row: string, marked: ReadonlyMap<number, Marked>): boolean {
  for (let at = 0; at < row.length; at++) {
    if (row[at] === " ") continue;
    const span = marked.get(at);
    if (span === undefined) return false;
    if (HANGERS.some((hanger) => row.startsWith(hanger, at))) {
      span.label = row.slice(at + HANGERS[0].length);
      return true;
    }
    if (!CONNECTORS.includes(row[at])) return false;
  }
  return true;
}
