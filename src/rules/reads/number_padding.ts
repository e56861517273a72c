import type { Rule, Sight } from "../rule.ts";
import { isShell } from "../tool.ts";
import { type Column, columnOf } from "./column.ts";

/** Fewer numbers in a row may be anything. */
const LEAST_LINES = 3;

const PADDED = /(?:^|\n) {1,8}\d{1,9}(?:→|\t)/;
const ARROW = "→";
/** `cat -n`, `cat -vbE` */
const NUMBERS_LINES = /^-[a-zA-Z]*[nb]|^--number/;

/** Takes the blanks away that stand before line numbers: `     7→x` becomes `7→x`. The file's own text is untouched. */
export const numberPadding: Rule = {
  name: "number_padding",
  doc: "file reads: the blanks before line numbers go",
  loses: "nothing",
  matches: (sight) => numbersLines(sight) && PADDED.test(sight.text),
  squeeze: ({ text }) => {
    const lines = text.split("\n");
    const columns = lines.map(columnOf);
    for (const run of numberedRuns(lines, columns)) {
      for (const i of run) lines[i] = lines[i].slice(columns[i]?.blanks);
    }
    return lines.join("\n");
  },
};

/** A file of one's own may have a column of numbers too: in a shell, the program must be one that numbers lines. */
function numbersLines({ tool, text, pipelines }: Sight): boolean {
  if (!isShell(tool) || text.includes(ARROW)) return true;
  return pipelines.flat().some(({ program, args }) =>
    program === "nl" || program === "cat" && args.some((arg) => NUMBERS_LINES.test(arg))
  );
}

/** The lines that are numbered one after another and flush right; empty lines between them may be without (`cat -b`). */
function numberedRuns(lines: readonly string[], columns: readonly (Column | undefined)[]) {
  const runs: number[][] = [];
  let run: number[] = [];
  for (const [i, column] of columns.entries()) {
    if (column === undefined && lines[i].trim() === "") continue;
    const last = columns[run.at(-1) ?? -1];
    if (column === undefined || !last || !follows(column, last)) runs.push(run = []);
    if (column !== undefined) run.push(i);
  }
  return runs.filter(({ length }) => length >= LEAST_LINES);
}

function follows(column: Column, last: Column): boolean {
  if (column.number !== last.number + 1) return false;
  const [width, before] = [column.blanks + column.digits, last.blanks + last.digits];
  // A number that fills the column pushes its right edge out.
  return width === before || column.blanks === 0 && last.blanks === 0;
}
