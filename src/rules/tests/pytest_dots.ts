import { passing, type Role } from "./role.ts";

/** `tests/test_a.py ....   [ 3%]`, and rows that go on with it or, with `-q`, stand alone. */
const ROW = /^(?:(\S+\.(?:py|txt|rst|md)) )?([.FEsxXpP]+)( +\[ *\d+%\])?$/;
const DOTS = /^\.+$/;

/** The rows of one file. */
interface Group {
  readonly isFile: boolean;
  readonly rows: { readonly place: number; readonly results: string }[];
}

/** The rows of files all of whose results are dots: passing tests. */
export function dotsOf(lines: readonly string[]): Map<number, Role> {
  const found = new Map<number, Role>();
  for (const { rows } of groupsOf(lines)) {
    if (!rows.every(({ results }) => DOTS.test(results))) continue;
    for (const { place, results } of rows) found.set(place, passing(0, results.length));
  }
  return found;
}

function groupsOf(lines: readonly string[]): Group[] {
  const groups: Group[] = [];
  let group: Group | undefined;
  lines.forEach((line, place) => {
    const [whole, file, results, percent] = ROW.exec(line) ?? [];
    const isFile = file !== undefined;
    if (isFile || percent !== undefined && !group?.isFile) {
      groups.push(group = { isFile, rows: [] });
    } // Without a file and a percentage, dots may be anything.
    else if (whole === undefined || !group?.isFile) group = undefined;
    group?.rows.push({ place, results });
  });
  return groups;
}
