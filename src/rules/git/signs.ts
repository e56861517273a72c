const SPACE = 0x20;
const PLUS = 0x2b;
const MINUS = 0x2d;
const BACKSLASH = 0x5c;

/** What `versionsOf` says of a line that is none of a hunk. */
export const NO_SIGNS = -1;

/** What it says of a remark, which stands in no version. */
const IN_NONE = 0;
const IN_OLD = 1;
const IN_NEW = 2;
const IN_BOTH = IN_OLD | IN_NEW;

/**
 * In which versions the line of a hunk stands, by its signs: a bit each, the parents' first. A blank line of context
 * may have lost its sign on the way.
 */
export function versionsOf(line: string, parents: number): number {
  const first = line.length === 0 ? SPACE : line.charCodeAt(0);
  if (first === BACKSLASH) return IN_NONE;
  if (parents > 1) return versionsOfMerge(line, parents);
  if (first === SPACE) return IN_BOTH;
  return first === PLUS ? IN_NEW : first === MINUS ? IN_OLD : NO_SIGNS;
}

/** Does a line that stands in these versions tell of a change? */
export function isChange(versions: number, parents: number): boolean {
  return versions !== IN_NONE && versions !== inAll(parents);
}

/** `\ No newline at end of file`, in any language: it belongs to the line before. */
export function isRemark(line: string): boolean {
  return line.startsWith("\\");
}

/** A line of the merge is new to the parents with a `+`; one that it lacks stands in those with a `-`. */
function versionsOfMerge(line: string, parents: number): number {
  let [withPlus, withMinus] = [0, 0];
  for (let i = 0; i < parents && i < line.length; i++) {
    const sign = line.charCodeAt(i);
    if (sign === PLUS) withPlus |= 1 << i;
    else if (sign === MINUS) withMinus |= 1 << i;
    else if (sign !== SPACE) return NO_SIGNS;
  }
  return withMinus > 0 ? withMinus : inAll(parents) & ~withPlus;
}

function inAll(parents: number): number {
  return (1 << parents + 1) - 1;
}
