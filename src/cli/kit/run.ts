import { didYouMean } from "../../config/nearest.ts";
import { ConfigError } from "../../config/problem.ts";
import { version } from "../../config/version.ts";
import type { Command } from "./command.ts";
import { Failure, WrongUse } from "./failure.ts";
import { argsOf } from "./flags.ts";
import { helpOf, overview } from "./help.ts";
import type { Io } from "./io.ts";
import { clientNames } from "./setup/names.ts";

/** Runs what was typed, says on stderr what went wrong, and gives the exit code: 0 done, 1 failed, 2 wrong use. */
export async function run(io: Io, typed: readonly string[], commands: readonly Command[]) {
  try {
    return await dispatch(io, typed, commands);
  } catch (error) {
    if (!isExpected(error)) throw error;
    io.err(`squeezr: ${error.message}\n`);
    const wrong = isWrongUse(error);
    if (wrong) io.err(`See: squeezr help${knownName(typed, commands)}\n`);
    return wrong ? 2 : 1;
  }
}

async function dispatch(io: Io, typed: readonly string[], commands: readonly Command[]) {
  const [name, ...rest] = typed;
  if (name === undefined) {
    // What only this needs must not take part in the start of every command.
    io.out(await (await import("./next.ts")).nextText(io, commands));
    return 0;
  }
  if (name === "--help" || name === "-h") {
    io.out(overview(commands, io.width));
    return 0;
  }
  if (name === "--version" || name === "-V") {
    io.out(`${version}\n`);
    return 0;
  }
  const command = commandOf(name, commands);
  const args = argsOf(command, rest);
  if ("help" in args.flags) {
    io.out(helpOf(command, io.width));
    return 0;
  }
  return await command.run(io, args);
}

/** The command of a name. */
export function commandOf(name: string, commands: readonly Command[]): Command {
  const command = commands.find((command) => command.name === name);
  if (command) return command;
  // Whoever types a client's name wants it run.
  const guess = clientNames.includes(name)
    ? ` (did you mean "squeezr run -- ${name}"?)`
    : didYouMean(name, commands.map((command) => command.name));
  throw new WrongUse(`there is no command "${name}"${guess}`);
}

function knownName([name]: readonly string[], commands: readonly Command[]): string {
  return commands.some((command) => command.name === name) ? ` ${name}` : "";
}

/** Said by us, or by the system about a file or a socket; anything else is a fault of ours. */
export function isExpected(error: unknown): error is Error {
  const said = [Failure, WrongUse, ConfigError].some((kind) => error instanceof kind);
  return said || (error instanceof Error && "syscall" in error && "code" in error);
}

function isWrongUse(error: Error): boolean {
  if (error instanceof ConfigError) return error.problems.every(({ source }) => source === "flag");
  return error instanceof WrongUse;
}
