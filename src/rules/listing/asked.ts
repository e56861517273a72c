import { subcommandOf, writersOf } from "../printer.ts";
import type { Sight } from "../rule.ts";
import { isSearchTool } from "../search/asked.ts";
import type { Stage } from "../shell.ts";
import { isShell, wordsOfTool } from "../tool.ts";

const FINDERS = new Set("fd fdfind find locate mdfind plocate".split(" "));
const SEARCHERS = new Set("ack ack-grep ag egrep fgrep ggrep grep rg".split(" "));
/** `-l`, `-rl`, `-L`, `-c` and their long forms. */
const FILES =
  /^-[a-zA-Z]*[lLc][a-zA-Z]*$|^--(?:files|files-with-(?:out-)?match(?:es)?|count(?:-matches)?)$/;
/** Options by which `ls` prints no paths, or sorts otherwise than by name. */
const OTHERWISE = /^-[a-zA-Z]*[lRtScufU]|^--(?:sort|time|recursive)/;

/** How many lists of paths a command printed. */
export function listsAskedFor(sight: Sight): number {
  const { tool } = sight;
  if (isShell(tool)) return sight.pipelines.length > 0 ? writersOf(sight).filter(lists).length : 0;
  if (tool.startsWith("mcp__")) return 0;
  return isSearchTool(tool) || wordsOfTool(tool).includes("glob") ? 1 : 0;
}

function lists(stage: Stage): boolean {
  const { program, args } = stage;
  if (FINDERS.has(program)) return !args.includes("-ls") && !args.includes("-printf");
  if (SEARCHERS.has(program)) return args.some((arg) => FILES.test(arg));
  if (program === "ls") return !args.some((arg) => OTHERWISE.test(arg));
  if (program !== "git") return false;
  const subcommand = subcommandOf(stage);
  if (subcommand === "grep") return args.some((arg) => FILES.test(arg));
  return subcommand === "ls-files" || subcommand === "ls-tree";
}
