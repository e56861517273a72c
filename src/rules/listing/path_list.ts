import type { Rule, Sight } from "../rule.ts";
import { looksSearched } from "../search/rows.ts";
import { listsAskedFor } from "./asked.ts";
import { type Run, runsOf } from "./path_lines.ts";
import { trieOf } from "./trie.ts";

const PATH = /^[^\s:]*\/\S/m;
/** Fewer gain nothing. */
const FEWEST = 4;

/** Lists of files: find, fd, Glob, `rg -l`, `rg -c`, `git ls-files`. Every name stays. */
export const pathList: Rule = {
  name: "path_list",
  doc: "find, fd, Glob, rg -l, git ls-files: every folder once",
  loses: "nothing",
  matches: (sight) => PATH.test(sight.text) && listsAskedFor(sight) > 0 && !looksSearched(sight),
  squeeze: (sight) => {
    const lines = sight.text.split("\n");
    const runs = runsOf(lines);
    if (lines.some(isBelowFolder) || mayMix(sight, runs.filter(isList).length)) return undefined;
    return runs.flatMap((run) => isList(run) ? trieOf(run.lines) : run.lines).join("\n");
  },
};

function isList({ arePaths, lines }: Run): boolean {
  if (!arePaths || lines.length < FEWEST) return false;
  return lines.filter((line) => line.includes("/")).length * 2 >= lines.length;
}

/** This is our own print: what is in a folder below its heading. */
function isBelowFolder(line: string, i: number, lines: readonly string[]): boolean {
  return i > 0 && line.startsWith(" ") && /\/(?: |$)/.test(lines[i - 1]);
}

/** Two lists with nothing between them would become one: which file is from which could not be told. */
function mayMix(sight: Sight, lists: number): boolean {
  return lists < listsAskedFor(sight);
}
