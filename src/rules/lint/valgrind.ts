import type { Rule } from "../rule.ts";
import { mayReport } from "./tools.ts";

const MARK = /^(==\d{1,10}==)(?: |$)/;
/** A few lines with the number of the process are no report. */
const LEAST = 5;

/** Reports of `valgrind` and of sanitizers: each line begins with the number of the process, which stands once. */
export const valgrind: Rule = {
  name: "valgrind",
  doc: "valgrind: the number of the process stands once",
  loses: "nothing",
  matches: (sight) => mayReport(sight, ["=="], /^==\d+== /m),
  squeeze: ({ text }) => {
    const lines = text.split("\n");
    const markOf = (line: string) => MARK.exec(line)?.[1];
    const at = lines.findIndex((line) => markOf(line) !== undefined);
    const mark = at < 0 ? undefined : markOf(lines[at]);
    if (mark === undefined || lines.filter((line) => markOf(line) === mark).length < LEAST) {
      return undefined;
    }
    // What the program itself prints has no mark. A line of it that looks marked would be taken for one.
    if (lines.some((line) => line.startsWith("= ") || line === "=")) return undefined;
    return lines
      .map((line) => markOf(line) === mark ? `=${line.slice(mark.length)}` : line)
      .toSpliced(at, 0, `[= at the start of a line is ${mark}]`)
      .join("\n");
  },
};
