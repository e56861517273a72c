import { printersOf } from "../printer.ts";
import type { Rule } from "../rule.ts";
import { type Entry, gathered } from "./gather.ts";

const SATISFIED = "Requirement already satisfied: ";
const IN = " in ";
const IGNORED = /^WARNING: Location '([^']*\/)([^/']+)\/' is ignored: (.*)$/;
/** Stands for the package in what is said of each. */
const NAME = "NAME";

/** `pip install`: folders that hold what is there already, and places where there is nothing, are said once. */
export const pipLines: Rule = {
  name: "pip_lines",
  doc: "pip install: the folder of what is satisfied once, and warnings of one kind",
  loses: "nothing",
  matches: (sight) =>
    (sight.text.includes(SATISFIED) || sight.text.includes("WARNING: Location '")) &&
    printersOf(sight).some(({ program, args }) =>
      /^(?:pip|python)/.test(program) && (program.startsWith("pip") || args.includes("pip"))
    ),
  squeeze: ({ text }) => gathered(text.split("\n"), entryOf, written).join("\n"),
};

function entryOf(line: string): Entry | undefined {
  if (line.startsWith(SATISFIED)) return satisfied(line);
  const [, folder, name, reason] = IGNORED.exec(line) ?? [];
  return name === undefined
    ? undefined
    : { head: `WARNING: Location '${folder}${NAME}/' is ignored: ${reason}`, item: name };
}

function satisfied(line: string): Entry | undefined {
  const from = line.indexOf(IN);
  if (from < 0) return undefined;
  const start = from + IN.length;
  const behind = line.indexOf(" (", start);
  const end = behind < 0 ? line.length : behind;
  return {
    head: `${SATISFIED}${NAME} in ${line.slice(start, end)}`,
    item: line.slice(SATISFIED.length, from) + line.slice(end),
  };
}

function written(head: string, items: readonly string[]): string[] {
  if (!head.startsWith(SATISFIED)) return [`${head} ${NAME} is ${items.join(", ")}`];
  return [head, ...items.map((item) => ` ${item}`)];
}
