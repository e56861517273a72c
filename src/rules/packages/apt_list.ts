import { printedBy } from "../printer.ts";
import type { Rule } from "../rule.ts";

/** Fewer lines one after another gain nothing. */
const FEWEST = 4;
const ROW = /^([^\s/]+)\/(\S+) (\S+) (\S+)(?: \[([^\]:]+)(?:: ([^\]]+))?\])?$/;
/** Stands in the place of a version that is told with each package. */
const OTHER = "OTHER";

/** `apt list`: what many packages share once, before their names and versions. */
export const aptList: Rule = {
  name: "apt_list",
  doc: "apt list: suite, architecture and state once, then names with versions",
  loses: "nothing",
  matches: (sight) => printedBy(sight, "apt", "list") && /^[^\s/]+\/\S+ \S+ \S+/m.test(sight.text),
  squeeze: ({ text }) => {
    const lines: string[] = [];
    let run: string[] = [];
    for (const line of [...text.split("\n"), undefined]) {
      if (line !== undefined && ROW.test(line)) run.push(line);
      else {
        if (run.length > 0) lines.push(...grouped(run));
        run = [];
        if (line !== undefined) lines.push(line);
      }
    }
    return lines.join("\n");
  },
};

function grouped(rows: readonly string[]): readonly string[] {
  if (rows.length < FEWEST) return rows;
  const groups = new Map<string, string[]>();
  for (const row of rows) {
    const [, name, suite, version, architecture, state, other] = ROW.exec(row)!;
    const told = state === undefined
      ? ""
      : other === undefined
      ? ` [${state}]`
      : ` [${state}: ${OTHER}]`;
    const key = `${suite} ${architecture}${told}`;
    const names = groups.get(key) ?? [];
    names.push(other === undefined ? `${name} ${version}` : `${name} ${version} ${other}`);
    groups.set(key, names);
  }
  return [...groups].map(([key, names]) => `${key}: ${names.join("; ")}`);
}
