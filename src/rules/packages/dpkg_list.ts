import { printedBy } from "../printer.ts";
import type { Rule } from "../rule.ts";

const RULER = /^\+\+\+-/;
const ROW = /^([a-zA-Z]{2,3}) +(\S+) +(\S+) +(\S+) +(\S.*)$/;
/** Fewer rows gain nothing. */
const FEWEST = 4;

/** `dpkg -l`: state and architecture once before the names they go with, and one blank between columns. */
export const dpkgList: Rule = {
  name: "dpkg_list",
  doc: "dpkg -l: state and architecture once, padding goes",
  loses: "nothing",
  matches: (sight) => /^\+\+\+-=/m.test(sight.text) && printedBy(sight, "dpkg"),
  squeeze: ({ text }) => {
    const lines = text.split("\n");
    const from = lines.findIndex((line) => RULER.test(line)) + 1;
    const rows = lines.slice(from).filter((line) => line !== "");
    if (from === 0 || rows.length < FEWEST || !rows.every((row) => ROW.test(row))) return undefined;
    const head = lines.slice(0, from - 1).map((line) => line.replace(/ {2,}/g, " "));
    return [...head, ...grouped(rows), ""].join("\n");
  },
};

function grouped(rows: readonly string[]): string[] {
  const groups = new Map<string, string[]>();
  for (const row of rows) {
    const [, state, name, version, architecture, description] = ROW.exec(row)!;
    const key = `${state}, ${architecture}:`;
    const names = groups.get(key) ?? [];
    names.push(` ${name} ${version} ${description}`);
    groups.set(key, names);
  }
  return [...groups].flatMap(([key, names]) => [key, ...names]);
}
