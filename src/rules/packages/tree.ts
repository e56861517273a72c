/** A line of a drawn tree: how far in it stands, in columns, and what it says. */
export interface Branch {
  readonly column: number;
  readonly label: string;
}

const GUIDES = " │|\u00a0";
const CORNERS = "├└+`\\";
const DASHES = "─┬-";

/** Reads `│ ├─┬ name`, `|  +- name`, `[INFO] \- name`; `undefined` for a line that is no branch. */
export function branchOf(line: string): Branch | undefined {
  // Where only some lines have a return, it would come to stand within one.
  if (line.endsWith("\r")) return undefined;
  const from = line.startsWith("[INFO] ") ? 7 : 0;
  let corner = from;
  while (GUIDES.includes(line[corner] ?? "x")) corner++;
  if (!CORNERS.includes(line[corner] ?? "x")) return undefined;
  let end = corner + 1;
  while (DASHES.includes(line[end] ?? "x")) end++;
  if (end === corner + 1 || line[end] !== " " || end + 1 === line.length) return undefined;
  return { column: corner - from, label: line.slice(end + 1) };
}

/** What is said of a package besides its name begins so. */
export const FIELDS = " {";

/** A name in a tree, and how deep it stands: what stands below the root is 1 deep. */
export interface Node {
  readonly depth: number;
  readonly label: string;
}

/** The tree that is drawn; `undefined` where columns and depths don't go together. */
export function nodesOf(branches: readonly Branch[]): Node[] | undefined {
  const unit = Math.min(...branches.map(({ column }) => column || Infinity));
  const nodes = branches.map(({ column, label }) => ({
    depth: column === 0 ? 1 : column / unit + 1,
    label,
  }));
  const isSound = nodes.every(({ depth }, i) =>
    Number.isInteger(depth) && (i === 0 || depth <= nodes[i - 1].depth + 1)
  );
  return isSound ? nodes : undefined;
}

/** A blank for each level; names one after another that have nothing below them share a line. */
export function linesOf(nodes: readonly Node[], separator: string): string[] {
  const lines: string[] = [];
  nodes.forEach(({ depth, label }, at) => {
    const joins = at > 0 && nodes[at - 1].depth === depth && isShared(nodes, at) &&
      isShared(nodes, at - 1);
    if (joins) lines.push(`${lines.pop()}${separator}${label}`);
    else lines.push(" ".repeat(depth) + label);
  });
  return lines;
}

/** May the node share a line? Not where something stands below it. */
function isShared(nodes: readonly Node[], at: number): boolean {
  return (nodes[at + 1]?.depth ?? 0) <= nodes[at].depth && !standsAlone(nodes[at].label);
}

/** Does the label tell of a problem, or of fields? */
export function standsAlone(label: string): boolean {
  return label.includes(FIELDS) || label.includes('"') || label.startsWith("UNMET ");
}
