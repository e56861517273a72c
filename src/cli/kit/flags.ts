import { parseArgs } from "node:util";
import { didYouMean } from "../../config/nearest.ts";
import type { Args, Command, Flags } from "./command.ts";
import { WrongUse } from "./failure.ts";

const help = { type: "boolean", short: "h", doc: "show this help" } as const;

/** The flags of a command, `--help` with them. */
export function flagsOf({ flags }: Command): Flags {
  return { ...flags, help };
}

/** Reads what was typed after a command's name. */
export function argsOf(command: Command, typed: readonly string[]): Args {
  const flags = flagsOf(command);
  const { own, passed } = parted(command, typed);
  const tokens = tokensOf(flags, own);
  const words = passed ?? tokens.flatMap((token) => token.kind === "positional" ? token.value : []);
  const options = tokens.filter((token) => token.kind === "option");
  const values = options.map(({ name, rawName, value }) => [
    name,
    valueOf(command, flags, { name, rawName, value }),
  ]);
  const said = Object.fromEntries(values);
  if (words.length > command.most && said.help === undefined) {
    throw new WrongUse(
      `${command.name} takes ${wordsOf(command.most)}: what is "${words[command.most]}"?`,
    );
  }
  if (said.help === undefined) checkFirst(command, words);
  return { flags: said, words };
}

/** Not strict: the messages of a strict parser know neither our other flags nor where to look. */
function tokensOf(options: Flags, args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options,
    strict: false,
    tokens: true,
    allowPositionals: true,
  })
    .tokens;
}

/** What was typed for a command of ours, and from the first word on for the one that it starts. */
function parted(
  command: Command,
  typed: readonly string[],
): { own: string[]; passed?: readonly string[] } {
  if (!command.passesOn) return { own: [...typed] };
  const first = tokensOf(flagsOf(command), typed).find(({ kind }) => kind !== "option");
  if (first === undefined) return { own: [...typed], passed: [] };
  const start = first.index + (first.kind === "option-terminator" ? 1 : 0);
  return { own: typed.slice(0, first.index), passed: typed.slice(start) };
}

function checkFirst({ name, choices }: Command, [first]: readonly string[]): void {
  if (choices === undefined || first === undefined || choices.includes(first)) return;
  throw new WrongUse(
    `${name} takes ${choices.join(", ")}; received "${first}"${didYouMean(first, choices)}`,
  );
}

interface Option {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
}

function valueOf(command: Command, flags: Flags, { name, rawName, value }: Option): true | string {
  if (!Object.hasOwn(flags, name)) {
    const known = Object.keys(flags).filter((flag) => !flags[flag].hidden).map((flag) =>
      `--${flag}`
    );
    throw new WrongUse(`${command.name} has no flag ${rawName}${didYouMean(rawName, known)}`);
  }
  const flag = flags[name];
  if (flag.type === "boolean") {
    if (value === undefined) return true;
    throw new WrongUse(`${rawName} takes no value; received "${value}"`);
  }
  if (value === undefined || value === "") {
    throw new WrongUse(`${rawName} needs a value: ${flag.value}`);
  }
  return value;
}

function wordsOf(most: number): string {
  if (most === 0) return "no words after it";
  return most === 1 ? "one word after it" : `at most ${most} words after it`;
}
