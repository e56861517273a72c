import { withoutLastEnd } from "../lines.ts";
import { commonFolder } from "../paths.ts";
import type { Rule } from "../rule.ts";
import type { Pipeline, Stage } from "../shell.ts";

/** Numbers and the path that they count something of. */
const ROW = /^ *(\d+(?: +\d+){0,4}) ([^\s].*)$/;
const PADDED_ROW = /^ +\d+ +\S/m;
const TOTAL = "total";
/** Fewer gain nothing. */
const FEWEST = 4;

/** What may follow `wc` in a pipeline, and its rows are still whole. */
const FILTERS = new Set(["cat", "grep", "head", "sort", "tac", "tail", "tee", "uniq"]);

/** Counts of files by `wc`: their order stays, which is often the point. */
export const countedPaths: Rule = {
  name: "counted_paths",
  doc: "wc: no padding, the folder of all paths once",
  loses: "nothing",
  matches: ({ pipelines, text }) =>
    pipelines.length === 1 && counts(pipelines[0]) && PADDED_ROW.test(text),
  squeeze: ({ text }) => {
    const rows = withoutLastEnd(text).split("\n").map((line) => ROW.exec(line));
    const paths = rows.flatMap((row) => row === null || row[2] === TOTAL ? [] : [row[2]]);
    if (paths.length < FEWEST || rows.includes(null)) return undefined;
    const root = commonFolder(paths);
    const lines = rows.map((row) => {
      const [, numbers, path] = row ?? [];
      return `${numbers.replace(/ +/g, " ")} ${path === TOTAL ? path : path.slice(root.length)}`;
    });
    return [...(root === "" ? [] : [`[paths are under ${root}]`]), ...lines].join("\n");
  },
};

function counts(pipeline: Pipeline): boolean {
  const at = pipeline.findLastIndex(isCounter);
  return at >= 0 && pipeline.slice(at + 1).every(({ program }) => FILTERS.has(program));
}

function isCounter({ program, args }: Stage): boolean {
  return program === "wc" || program === "find" && args.includes("wc");
}
