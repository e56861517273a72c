import { printedBy } from "../printer.ts";
import type { Rule } from "../rule.ts";

const HEAD = /^Package +Current +Wanted +Latest +Location(?: +Depended by)?$/;
const COLUMNS = 4;
/** Stands for the name of the package in a row. */
const NAME = "PACKAGE";
/** Fewer rows gain nothing. */
const FEWEST = 3;

/** `npm outdated`: where packages are and who depends on them is said once, padding goes. */
export const npmOutdated: Rule = {
  name: "npm_outdated",
  doc: "npm outdated: location and dependent once, padding goes",
  loses: "nothing",
  matches: (sight) => sight.text.includes("  Wanted  ") && printedBy(sight, "npm", "outdated"),
  squeeze: ({ text }) => {
    const lines = text.split("\n");
    const written: string[] = [];
    for (let at = 0; at < lines.length;) {
      const titles = HEAD.test(lines[at]) ? cellsOf(lines[at]) : [];
      const rows = rowsFrom(lines, at + 1, titles.length);
      if (rows.length < FEWEST) written.push(lines[at++]);
      else {
        written.push(...tableOf(titles, rows));
        at += 1 + rows.length;
      }
    }
    return written.join("\n");
  },
};

/** The rows of so many cells from this line on. */
function rowsFrom(lines: readonly string[], from: number, cells: number): string[][] {
  const rows: string[][] = [];
  if (cells === 0) return rows;
  for (let at = from; at < lines.length; at++) {
    const row = cellsOf(lines[at]);
    if (row.length !== cells) break;
    rows.push(row);
  }
  return rows;
}

function cellsOf(line: string): string[] {
  return line.trimEnd().split(/ {2,}/);
}

function tableOf(titles: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const usual = titles.slice(COLUMNS).map((_, i) => usualOf(rows, COLUMNS + i));
  const told = titles.slice(COLUMNS).map((title, i) => `${title}: ${usual[i]}`).join("; ");
  return [
    `${titles.slice(0, COLUMNS).join(" ")} [${told}, unless shown]`,
    ...rows.map((row) => {
      const others = titles.slice(COLUMNS).flatMap((title, i) =>
        cellOf(row, COLUMNS + i) === usual[i] ? [] : [`${title}: ${row[COLUMNS + i]}`]
      );
      return [...row.slice(0, COLUMNS), ...others].join(" ");
    }),
  ];
}

/** What most cells of a column say, the package's own name aside. */
function usualOf(rows: readonly (readonly string[])[], column: number): string {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const cell = cellOf(row, column);
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  return [...counts].reduce((most, next) => next[1] > most[1] ? next : most)[0];
}

function cellOf(row: readonly string[], column: number): string {
  return row[column] === `node_modules/${row[0]}` ? `node_modules/${NAME}` : row[column];
}
