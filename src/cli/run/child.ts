import { type ChildProcess, spawn } from "node:child_process";
import process from "node:process";
import { Failure } from "../kit/failure.ts";
import type { Io, Signal } from "../kit/io.ts";

/** How a command has ended. */
export type CommandEnd =
  | { readonly kind: "code"; readonly code: number }
  | { readonly kind: "signal"; readonly signal: Signal };

/** A command that runs in the place of this program: on its terminal, in its process group. */
export interface RunningCommand {
  readonly pid: number;
  readonly ended: Promise<CommandEnd>;
  kill(signal: Signal): void;
}

/** What a shell gives for a command that it doesn't find, and for one that it may not start. */
const NOT_FOUND = 127;
const NOT_STARTED = 126;

/** A command that could not be started; `code` is what a shell would have ended with. */
export class NoCommand extends Failure {
  constructor(readonly code: number, message: string) {
    super(message);
  }
}

function noCommand([name]: readonly string[], error: NodeJS.ErrnoException): NoCommand {
  const script = process.platform === "win32"
    ? `; what npm installs is a script there: squeezr run -- cmd /c ${name}`
    : "";
  return error.code === "ENOENT"
    ? new NoCommand(NOT_FOUND, `there is no command "${name}" here${script}`)
    : new NoCommand(NOT_STARTED, `"${name}" can't be started: ${error.code ?? error.message}`);
}

function endOf(child: ChildProcess): Promise<CommandEnd> {
  return new Promise((resolve) =>
    child.once("exit", (code, signal) => {
      resolve(signal === null ? { kind: "code", code: code ?? 1 } : { kind: "signal", signal });
    })
  );
}

/** Starts a command with these variables, and nothing between it and the terminal. Throws `NoCommand`. */
export async function startCommand(
  { cwd }: Io,
  words: readonly string[],
  env: Io["env"],
): Promise<RunningCommand> {
  const child = spawn(words[0], words.slice(1), { cwd, env, stdio: "inherit" });
  const ended = endOf(child);
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", (error) => reject(noCommand(words, error)));
  });
  const pid = child.pid!;
  return { pid, ended, kill: (signal) => send(child, signal) };
}

/** Not by the child's own `kill`: under Deno one that lives on and ends by itself is then said to have ended by the signal. */
function send({ pid, exitCode, signalCode }: ChildProcess, signal: Signal): void {
  if (exitCode === null && signalCode === null) process.kill(pid!, signal);
}
