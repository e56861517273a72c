import type { Rule } from "../rule.ts";
import { mayReport } from "./tools.ts";

const ROW = /^ {1,6}([✖⚠ℹ]) {1,20}(\d{1,7}:\d{1,7}) {1,20}(\S.*)$/;
/** Message and rule stand in columns. */
const GAP = "  ";
const LEGEND = "[a rule is named where its message stands first]";

/** The report of `xo`, and of others that print it: rows without padding, and each rule once. */
export const xo: Rule = {
  name: "xo",
  doc: "xo: padding goes, and the name of a rule stands once for each of its messages",
  loses: "nothing",
  matches: (sight) => mayReport(sight, ["✖ ", "⚠ ", "ℹ "], /^ {1,6}[✖⚠ℹ] {1,20}\d+:\d+ {1,20}\S/m),
  squeeze: ({ text }) => {
    const lines = text.split("\n");
    const rows = lines.map(rowOf);
    const named = new Map<string, string | undefined>();
    let left = 0;
    const answer = lines.map((line, i) => {
      const row = rows[i];
      if (row === undefined) return line;
      const start = `${row.sign} ${row.at} ${row.message}`;
      if (row.rule === undefined) return start;
      const known = named.get(row.message) === row.rule;
      named.set(row.message, row.rule);
      if (!known) return `${start} ${row.rule}`;
      left++;
      return start;
    });
    const first = rows.findIndex((row) => row !== undefined);
    if (first < 0) return undefined;
    return (left === 0 ? answer : answer.toSpliced(Math.max(0, first - 1), 0, LEGEND)).join("\n");
  },
};

function rowOf(line: string) {
  const row = ROW.exec(line);
  if (row === null) return undefined;
  const [, sign, at, said] = row;
  const gap = said.lastIndexOf(GAP);
  const rule = said.slice(gap + GAP.length);
  if (gap < 0 || /\s/.test(rule)) return { sign, at, message: said, rule: undefined };
  return { sign, at, message: said.slice(0, gap).trimEnd(), rule };
}
