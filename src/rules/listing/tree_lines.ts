/** A name in a tree, and how deep below the top it stands, from 1. */
export interface Leaf {
  readonly depth: number;
  readonly name: string;
  /** What stands in brackets before the name: `4.0K`, `-rw-r--r-- 12`. */
  readonly told: string | undefined;
}

/** Columns that a level takes. */
const LEVEL = 4;
const BRANCH = /^((?:[│|][ \u00a0]{3}| {4})*)(?:├──|└──|\|--|`--) (?:\[([^\]]+)\] {1,2})?(.*)$/;

/** Reads a line of `tree`; `undefined` for any other, and for the top. */
export function leafOf(line: string): Leaf | undefined {
  const found = BRANCH.exec(line);
  if (found === null) return undefined;
  const [, above, told, name] = found;
  return { depth: above.length / LEVEL + 1, name, told: told?.trim().replace(/ +/g, " ") };
}
