import type { Reader } from "./parts.ts";

/** A file and what happened to it, a row of `--name-status` or `--short`. */
interface Row {
  readonly line: string;
  /** `M`, `R100`, `??` */
  readonly state: string;
  readonly path: string;
}

type RowReader = (line: string) => Row | undefined;

/** Fewer files are not worth a heading. */
const LEAST_FILES = 6;

/** Rows of `git diff --name-status` by state. */
export const namedStates: Reader = byState(/^([ACDMRTUXB]\d{0,3})\t(.+)$/);

/** Rows of ` create mode 100644 src/a.ts` by what happened. */
export const createdModes: Reader = byState(/^ ((?:create|delete) mode \d{6}) (.+)$/);

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
    return { end: at + rows.length, lines: grouped(rows) };
  };
}

/** Each state of many files becomes a heading with their paths below. The rest stands before, as it was. */
function grouped(rows: readonly Row[]): string[] {
  const states = [...Map.groupBy(rows, ({ state }) => state)];
  const many = new Map(states.filter(([, files]) => files.length >= LEAST_FILES));
  return [
    ...rows.filter(({ state }) => !many.has(state)).map(({ line }) => line),
    ...[...many].flatMap(([state, files]) => [
      `${quoted(state)} (${files.length}):`,
      ...files.map(({ path }) => ` ${path}`),
    ]),
  ];
}

/** Where a letter stands says whether the change is staged. */
function quoted(state: string): string {
  return /^ .$|^. $/.test(state) ? `"${state}"` : state;
}
