import type { Reader } from "./parts.ts";

/** A file and what happened to it, a row of `--name-status` or `--short`. */
interface Row {
  readonly line: string;
  /** `M`, `R100`, `??` */
  readonly state: string;
  readonly path: string;
}

type RowReader = (line: string) => Row | undefined;

/** Fewer rows are not worth a heading. */
const LEAST_ROWS = 4;

/** Rows of `git diff --name-status` by state. */
export const namedStates: Reader = byState(/^([ACDMRTUXB]\d{0,3})\t(.+)$/);

/** Rows of `git status --short` by state. */
export const shortStates: Reader = byState(/^((?! {2})[ ACDMRTU?!]{2}) (\S.*)$/);

function byState(pattern: RegExp): Reader {
  const rowOf: RowReader = (line) => {
    const [, state, path] = pattern.exec(line) ?? [];
    return state === undefined ? undefined : { line, state, path };
  };
  return (lines, at) => {
    const rows: Row[] = [];
    for (let end = at; end < lines.length; end++) {
      const row = rowOf(lines[end]);
      if (row === undefined) break;
      rows.push(row);
    }
    if (rows.length === 0) return undefined;
    const end = at + rows.length;
    return { end, lines: rows.length < LEAST_ROWS ? lines.slice(at, end) : grouped(rows) };
  };
}

/** A state of several files becomes a heading; the path of each stands on its line. */
function grouped(rows: readonly Row[]): string[] {
  return [...Map.groupBy(rows, ({ state }) => state)].flatMap(([state, files]) =>
    files.length === 1
      ? [files[0].line]
      : [`${quoted(state)} (${files.length}):`, ...files.map(({ path }) => ` ${path}`)]
  );
}

/** Where a letter stands says whether the change is staged. */
function quoted(state: string): string {
  return state.includes(" ") ? `"${state}"` : state;
}
