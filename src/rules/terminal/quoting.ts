import type { Sight } from "../rule.ts";
import { type Stage, stagesOf } from "../shell.ts";
import { isShell } from "../tool.ts";

/** Programs that show lines of files, names or values to the letter: a blank or carriage return in one is part of it. */
const QUOTING = new Set(
  ("ack ag ast-grep awk bat cat cmp colordiff diff diff3 duckdb egrep fd fgrep find gh grep hg ls mariadb mysql patch " +
    "perl psql redis-cli rg sdiff sed sg sqlite3 ssh svn tree ugrep zgrep").split(" "),
);
/** Subcommands of `git` that do the same. */
const GIT_QUOTING = new Set(
  ("add am annotate apply blame cat-file checkout diff diff-files diff-index diff-tree difftool format-patch grep " +
    "range-diff reset restore show stash whatchanged").split(" "),
);
const PATCH_OPTION = /^(?:-[pucL]|-U\d*|--patch|--cc|--unified)/;
/** Options of git itself that take the next word with them. */
const GIT_VALUED = new Set(["-C", "-c", "--git-dir", "--work-tree", "--namespace"]);

/** Programs that may run one of these, elsewhere. */
const CARRIERS = new Set(["docker", "kubectl", "podman"]);

/** Programs that run a text they are given, which may print any file. */
const INTERPRETERS = /^(?:bun|deno|node|php|python[\d.]*|ruby)$/;
const INLINE = /^(?:-[a-zA-Z]*[ceprE]|-|eval|--eval|--print)$/;

/** Programs that say with colours alone what was added and what was taken away. */
const SAYS_BY_COLOUR = new Set(["delta", "difft", "dwdiff", "icdiff"]);
const WORDS_BY_COLOUR = /^--(?:color-words|word-diff=color)/;

/**
 * May the text hold lines of files as they are? So it may unless a shell ran something else: what other tools give
 * back, or a command that we don't know, is taken for it.
 */
export function mayQuote({ tool, command }: Pick<Sight, "tool" | "command">): boolean {
  if (!isShell(tool)) return true;
  const stages = stagesOf(command).flat();
  return stages.length === 0 || stages.some(quotes);
}

/** Would the text say less without its colours? */
export function saysByColour({ command }: Pick<Sight, "command">): boolean {
  return stagesOf(command).flat().some(({ program, args }) =>
    SAYS_BY_COLOUR.has(program) || args.some((arg) => WORDS_BY_COLOUR.test(arg))
  );
}

function quotes({ program, args, here }: Stage): boolean {
  if (program === "git") return quotesInGit(args);
  if (INTERPRETERS.test(program)) return here !== undefined || runsInline(args);
  if (CARRIERS.has(program)) return args.includes("exec") || args.includes("run");
  return QUOTING.has(program);
}

function runsInline(args: readonly string[]): boolean {
  const first = args.findIndex((arg) => INLINE.test(arg) || !arg.startsWith("-") || arg === "-m");
  return INLINE.test(args[first] ?? "");
}

function quotesInGit(args: readonly string[]): boolean {
  const at = args.findIndex((arg, i) => !arg.startsWith("-") && !GIT_VALUED.has(args[i - 1] ?? ""));
  if (args[at] === "log") return args.slice(at).some((arg) => PATCH_OPTION.test(arg));
  return GIT_QUOTING.has(args[at] ?? "");
}
