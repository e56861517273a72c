import { printersOf, subcommandOf } from "../printer.ts";
import type { Sight } from "../rule.ts";
import type { Stage } from "../shell.ts";
import { isShell, wordsOfTool } from "../tool.ts";

/** A run of git whose print (a part of) the text is. */
export interface Call {
  readonly subcommand: string;
  readonly args: readonly string[];
}

/** What of a sight tells who printed the text. */
export type Asked = Pick<Sight, "tool" | "pipelines">;

/** Programs that print diffs and nothing else; any other one does as `PROGRAM diff` or `PROGRAM pr diff`. */
const DIFFS = new Set(["colordiff", "diff", "filterdiff", "gofmt", "interdiff"]);
/** A patch in the net: `curl -L https://github.com/x/y/pull/1.diff` */
const PATCH_URL = /^https?:.*\.(?:diff|patch)$/;
/** These show words in place of lines: what a line begins with is no sign. */
const BY_WORD = /^--(?:word-diff|color-words)/;
const CONTEXT = /^(?:-U\d*|--unified(?:=\d+)?|-W|--function-context|--inter-hunk-context=.*)$/;

/** What git was told to do, by a shell or by a tool of its own (`mcp__git__git_log`). Searches are not looked at. */
export function callsOf(asked: Asked): Call[] {
  if (!isShell(asked.tool)) {
    const [program, subcommand] = wordsOfTool(asked.tool);
    return program === "git" && subcommand !== undefined ? [{ subcommand, args: [] }] : [];
  }
  return printersOf(asked)
    .filter(({ program }) => program === "git")
    .map((stage) => ({ subcommand: subcommandOf(stage) ?? "", args: stage.args }))
    .filter(({ subcommand }) => subcommand !== "grep");
}

/** Was git alone at work, with this subcommand? */
export function asksOnly(asked: Asked, subcommand: string): boolean {
  const calls = callsOf(asked);
  return calls.length > 0 && calls.length >= printersOf(asked).length &&
    calls.every((call) => call.subcommand === subcommand);
}

/** May the text hold a diff by lines? */
export function asksForDiff(asked: Asked): boolean {
  if (!isShell(asked.tool)) {
    return wordsOfTool(asked.tool).some((word) => word === "diff" || word === "git");
  }
  const printers = printersOf(asked);
  return printers.some(mayPrintDiff) &&
    !printers.some(({ args }) => args.some((arg) => BY_WORD.test(arg)));
}

function mayPrintDiff(stage: Stage): boolean {
  const { program, args } = stage;
  if (program === "git") return subcommandOf(stage) !== "grep";
  return DIFFS.has(program) || args.slice(0, 2).includes("diff") ||
    args.some((arg) => PATCH_URL.test(arg));
}

/** Was it said how much context a diff shall have? Then it is wanted. */
export function asksForContext(asked: Asked): boolean {
  return printersOf(asked).some(({ args }) => args.some((arg) => CONTEXT.test(arg)));
}
