import { subcommandOf, writersOf } from "../printer.ts";
import type { Sight } from "../rule.ts";
import type { Stage } from "../shell.ts";
import { isShell, wordsOfTool } from "../tool.ts";

/** Number the lines they print, asked or not. */
const NUMBERING = new Set(["ack", "ack-grep", "ag"]);
const ON_DEMAND = new Set(["egrep", "fgrep", "ggrep", "grep", "rg", "zgrep"]);
/** `-n`, `-rn`, `-Hn`; `-p` of rg stands for colours, headings and numbers. */
const NUMBERED = /^-[a-zA-Z]*n[a-zA-Z]*$|^--(?:line-number|column|vimgrep|pretty)$/;

const GREP_WORDS: ReadonlySet<string> = new Set(["grep", "rg", "ripgrep"]);
const SEARCHED: ReadonlySet<string> = new Set(["code", "content", "file", "files", "text"]);

/** Was a search through files asked for that says the number of each line? */
export function asksForLines(sight: Sight): boolean {
  if (!isShell(sight.tool)) return isSearchTool(sight.tool);
  return sight.pipelines.length > 0 && writersOf(sight).some(numbersLines);
}

/** `Grep`, `grep_search`, `search_file_content` */
export function isSearchTool(tool: string): boolean {
  const words = wordsOfTool(tool);
  return words.some((word) => GREP_WORDS.has(word)) ||
    words.includes("search") && words.some((word) => SEARCHED.has(word));
}

function numbersLines(stage: Stage): boolean {
  const { program, args } = stage;
  if (NUMBERING.has(program)) return true;
  if (ON_DEMAND.has(program)) return args.some((arg) => NUMBERED.test(arg));
  if (program === "git") {
    return subcommandOf(stage) === "grep" && args.some((arg) => NUMBERED.test(arg));
  }
  if (program !== "find") return false;
  const at = args.findIndex((arg) => ON_DEMAND.has(arg));
  return at >= 0 && args.slice(at).some((arg) => NUMBERED.test(arg));
}

/** Letters that stand in a match of the pattern, the longest first. */
export function wordsSearchedFor(sight: Sight): string[] {
  const patterns = isShell(sight.tool) ? writersOf(sight).flatMap(patternOf) : [sight.command];
  return patterns
    .flatMap((pattern) => pattern.replace(/\\./g, " ").split(/[\s.*+?^${}()|[\]\\]+/))
    .filter((word) => word.length > 2)
    .sort((a, b) => b.length - a.length);
}

function patternOf(stage: Stage): readonly string[] {
  const at = stage.args.findIndex((arg) => arg === "-e" || arg === "--regexp");
  if (at >= 0) return stage.args.slice(at + 1, at + 2);
  const operands = stage.args.filter((arg) => !arg.startsWith("-"));
  return operands.slice(stage.program === "git" ? 1 : 0).slice(0, 1);
}
