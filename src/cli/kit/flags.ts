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
  // Not strict: the messages of a strict parser know neither our other flags nor where to look.
  const { tokens } = parseArgs({
    args: [...typed],
    options: flags,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const words = tokens.flatMap((token) => token.kind === "positional" ? token.value : []);
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
  return { flags: said, words };
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
