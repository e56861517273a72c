import { isShell, wordsOfTool } from "./tool.ts";
import { type Pipeline, type Stage, stagesOf } from "./shell.ts";
import type { Sight } from "./rule.ts";

/** A tool with one of these in its name gives back the text of a file, or a piece of one that it changed. */
const FILE_WORDS = new Set("cat edit notebook open patch read replace view write".split(" "));

/** A program that prints the files it is given, whole or in part. */
interface Printer {
  /** Letters of the options that take the next word with them. */
  readonly valued: string;
  /** The first operand is no file unless an option gives the script: `sed -n 5p file`, `sed -f script file`. */
  readonly scripted: boolean;
}

const PRINTERS: ReadonlyMap<string, Printer> = new Map([
  ...printers("bat batcat", "Hlr"),
  ...printers("bzcat cat gc Get-Content gzcat less more rev tac type xzcat zcat zless", ""),
  ...printers("column", "cNoRs"),
  ...printers("cut", "bcdf"),
  ...printers("expand fold paste unexpand", "dtw"),
  ...printers("head tail", "cns"),
  ...printers("iconv", "fot"),
  ...printers("nl", "bdfhilnsvw"),
  ...printers("sort", "koSTt"),
  ...printers("uniq", "fsw"),
  ...printers("awk gawk mawk", "Fv", true),
  ...printers("sed", "l", true),
]);
/** Gives `sed` or `awk` its script, which then is no operand. */
const GIVES_SCRIPT = /^-[a-zA-Z]*[ef]$|^--(expression|file)$/;

/** What may follow in the pipeline, and the text is still the file's. */
const FILTERS = new Set([...PRINTERS.keys(), "ag", "egrep", "fgrep", "grep", "rg", "tee", "tr"]);

/** Programs that run others, in places of their own. */
const CARRIERS = new Set("adb docker find kubectl nsenter podman ssh su watch wsl".split(" "));

/** Places within places (`ssh a "ssh b 'cat x'"`): deeper ones are not looked into. */
const DEEPEST = 3;

/**
 * Does the tool give back what stands in a file? Then the text is verbatim: an edit must match it to the letter,
 * and no rule runs on it.
 */
export function isFileRead({ tool, command }: Pick<Sight, "tool" | "command">): boolean {
  if (isShell(tool)) return runsPrinter(command, 0);
  const words = wordsOfTool(tool);
  return words.some((word) => FILE_WORDS.has(word)) ||
    words.includes("file") && words.some((word) => /^contents?$/.test(word));
}

function runsPrinter(command: string, depth: number): boolean {
  return stagesOf(command).some((pipeline) => printsFile(pipeline, depth));
}

function printsFile(pipeline: Pipeline, depth: number): boolean {
  // Of several programs that are given files, the last one's output counts.
  const at = pipeline.findLastIndex((stage) => takesFile(stage, depth));
  return at >= 0 && pipeline.slice(at + 1).every(({ program }) => FILTERS.has(program));
}

function takesFile(stage: Stage, depth: number): boolean {
  const { program, args, input } = stage;
  if (program === "git") return showsFile(args);
  if (CARRIERS.has(program)) return carries(args, depth);
  // `echo "$(cat x)"`
  if (program === "echo" || program === "printf") return substitutes(args, depth);
  if (input !== undefined && (program === "done" || FILTERS.has(program))) return true;
  const printer = PRINTERS.get(program);
  return printer !== undefined && namesFile(printer, args);
}

/** `git show HEAD:a.ts`, `git cat-file -p ID`: files as they once were. */
function showsFile(args: readonly string[]): boolean {
  const at = args.findIndex((arg) => arg === "show" || arg === "cat-file");
  if (at < 0) return false;
  return args[at] === "cat-file" ||
    args.slice(at + 1).some((arg) => !arg.startsWith("-") && /:./.test(arg));
}

/** `ssh host cat x`, `docker exec web 'cat x'`, `find -exec cat {} +` */
function carries(args: readonly string[], depth: number): boolean {
  if (depth === DEEPEST) return false;
  const first = args.findIndex((arg) => PRINTERS.has(arg) || arg === "sh" || arg === "bash");
  const inner = args.filter((arg) => arg.includes(" "));
  if (first >= 0) inner.push(args.slice(first).map(quoted).join(" "));
  return inner.some((command) => runsPrinter(command, depth + 1));
}

function substitutes(args: readonly string[], depth: number): boolean {
  if (depth === DEEPEST) return false;
  return args.some((arg) => {
    const from = arg.indexOf("$(");
    return from >= 0 && runsPrinter(arg.slice(from + 2, arg.lastIndexOf(")")), depth + 1);
  });
}

function namesFile({ valued, scripted }: Printer, args: readonly string[]): boolean {
  const option = new RegExp(`^-[a-zA-Z]*[${valued}]$`);
  const givesScript = scripted && args.some((arg) => GIVES_SCRIPT.test(arg));
  const takesNext = (arg: string) =>
    valued !== "" && option.test(arg) || scripted && GIVES_SCRIPT.test(arg);
  const operands = args.filter((arg, i) => isOperand(arg) && !(i > 0 && takesNext(args[i - 1])));
  return operands.length > (scripted && !givesScript ? 1 : 0);
}

function isOperand(arg: string): boolean {
  // `tail +5` is an option of old.
  return arg !== "" && !arg.startsWith("-") && !/^\+\d+$/.test(arg);
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function printers(names: string, valued: string, scripted = false): [string, Printer][] {
  return names.split(" ").map((name) => [name, { valued, scripted }]);
}
