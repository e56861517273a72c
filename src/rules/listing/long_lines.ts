import { writersOf } from "../printer.ts";
import type { Sight } from "../rule.ts";
import { listsAskedFor } from "./asked.ts";
import { isRow, type LongLine } from "./long_print.ts";
import { longRowOf } from "./long_row.ts";
import { withPathsFolded } from "./path_runs.ts";

const ROW = /^[-dlbcps][-rwxsStT]{9}[.+@]? +\d+ +\S/m;
const LISTERS = new Set(["gls", "la", "ll", "ls", "vdir"]);
/** Fewer gain nothing. */
const FEWEST = 4;

/** `ls -l`, also where another program runs it (`docker exec x ls -l`). */
export function isLongListing(sight: Sight): boolean {
  return writersOf(sight).some(({ program, args }) =>
    LISTERS.has(program) || args.some((arg) => LISTERS.has(arg) || /^ls -/.test(arg))
  ) && ROW.test(sight.text);
}

/** The lines of a long listing; lists of paths that stand beside it are folded (`ls -la; grep -rl x .`). */
export function longLinesOf(sight: Sight, text: readonly string[]): LongLine[] | undefined {
  const lines = text.map((line) => longRowOf(line) ?? line);
  if (lines.filter(isRow).length < FEWEST) return undefined;
  return listsAskedFor(sight) > 0 ? withListsFolded(sight, lines) : lines;
}

function withListsFolded(sight: Sight, lines: readonly LongLine[]): LongLine[] {
  const out: LongLine[] = [];
  let others: string[] = [];
  const finish = () => {
    for (const line of withPathsFolded(sight, others) ?? others) out.push(line);
    others = [];
  };
  for (const line of lines) {
    if (!isRow(line)) others.push(line);
    else {
      if (others.length > 0) finish();
      out.push(line);
    }
  }
  finish();
  return out;
}
