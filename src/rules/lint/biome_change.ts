const BOTH = /^ +\d{1,7} +\d{1,7} │(?: .*)?$/;
const REMOVED = /^ +(\d{1,7}) +│ -(?: (.*))?$/;
const ADDED = /^ +(\d{1,7}) │ \+(?: (.*))?$/;
const INLINE = /^ +(\d{1,7}) │ (.*)$/;
const INLINE_MARKS = /^ +│ ([ +-]*[+-])$/;

/** A line as it is, and as it should be; `undefined` where there is none. */
export interface Change {
  readonly line: number;
  readonly old: string | undefined;
  readonly new: string | undefined;
}

/** Reads what would change: rows with the numbers before and behind, or one row with `+` and `-` below it. */
export function changesIn(rows: readonly string[]): Change[] | undefined {
  return inlineChange(rows) ?? rowChanges(rows);
}

function rowChanges(rows: readonly string[]): Change[] | undefined {
  const changes: Change[] = [];
  for (const row of rows) {
    const [removed, added] = [REMOVED.exec(row), ADDED.exec(row)];
    if (removed !== null) {
      changes.push({ line: Number(removed[1]), old: plain(removed[2] ?? ""), new: undefined });
    } else if (added !== null) {
      changes.push({ line: Number(added[1]), old: undefined, new: plain(added[2] ?? "") });
    } else if (!BOTH.test(row)) return undefined;
  }
  if (changes.length === 2) {
    const [a, b] = changes;
    if (a.new === undefined && b.old === undefined && a.line === b.line) {
      return [{ ...a, new: b.new }];
    }
  }
  return changes.length === 0 ? undefined : changes;
}

function inlineChange(rows: readonly string[]): Change[] | undefined {
  const [code, marks] = [INLINE.exec(rows[0]), INLINE_MARKS.exec((rows[1] ?? "").trimEnd())];
  if (rows.length !== 2 || code === null || marks === null) return undefined;
  const without = (sign: string) => [...code[2]].filter((_, i) => marks[1][i] !== sign).join("");
  return [{ line: Number(code[1]), old: plain(without("+")), new: plain(without("-")) }];
}

/** Blanks are made visible in what changes. */
function plain(text: string): string {
  return text.replace(/·/g, " ").replace(/→ ?/g, "\t").trimEnd();
}
