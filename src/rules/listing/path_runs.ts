import type { Sight } from "../rule.ts";
import { listsAskedFor } from "./asked.ts";
import { type Run, runsOf } from "./path_lines.ts";
import { trieOf } from "./trie.ts";

/** Fewer gain nothing. */
const FEWEST = 4;

/** The lines with lists of paths in the form of `trieOf`; `undefined` where there are none, or too many were asked for. */
export function withPathsFolded(sight: Sight, lines: readonly string[]): string[] | undefined {
  const runs = runsOf(lines);
  const lists = runs.filter(isList).length;
  // Two lists with nothing between them would become one: which file is from which could not be told.
  if (lists === 0 || lists < listsAskedFor(sight) || lines.some(isBelowFolder)) return undefined;
  return runs.flatMap((run) => isList(run) ? trieOf(run.lines) : run.lines);
}

function isList({ arePaths, lines }: Run): boolean {
  if (!arePaths || lines.length < FEWEST) return false;
  return lines.filter((line) => line.includes("/")).length * 2 >= lines.length;
}

/** This is our own print: what is in a folder below its heading. */
function isBelowFolder(line: string, i: number, lines: readonly string[]): boolean {
  return i > 0 && line.startsWith(" ") && /\/(?: |$)/.test(lines[i - 1]);
}
