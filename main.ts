import { Buffer } from "node:buffer";
import { basename } from "node:path";
import process from "node:process";
import type { Io, Program, Signal } from "./src/cli/kit/io.ts";
import { run } from "./src/cli/kit/run.ts";
import { commands } from "./src/cli/list.ts";

/** A compiled binary is the program; a runtime has to be told which file to run. */
function programOf(file: string, main: string): Program {
  const name = basename(file).toLowerCase().replace(/\.exe$/, "");
  if (name === "deno") return { file, words: ["run", "-A", main] };
  return { file, words: name === "bun" || name === "node" ? [main] : [] };
}

/**
 * Prints, and knows when the last of it has been taken: what a pipe has not taken is lost when the process exits. A
 * stream that can't take it (the reader or the terminal has gone, the disk is full) must not fail what is being done.
 */
function printer(stream: NodeJS.WriteStream) {
  let last = Promise.resolve();
  let failed = false;
  const onError = ({ code }: NodeJS.ErrnoException) => {
    // `squeezr logs | head` has all that it wanted.
    failed ||= code !== "EPIPE";
  };
  stream.on("error", onError);
  return {
    write(text: string | Uint8Array): void {
      const taken = new Promise<void>((resolve) => stream.write(text, () => resolve()));
      last = taken.catch(onError);
    },
    async done(): Promise<boolean> {
      await last;
      return !failed;
    },
  };
}

/** Ends this process by a signal; the first process of a container can't be ended so, and comes back. */
async function dieBy(signal: Signal): Promise<void> {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  await new Promise((resolve) => setTimeout(resolve, 100));
}

const { stdout, stderr, env } = process;
const [out, err] = [printer(stdout), printer(stderr)];
const end: { signal?: Signal } = {};
const isPlain = env.NO_COLOR || env.TERM === "dumb" || !stdout.isTTY;

const io: Io = {
  env,
  cwd: process.cwd(),
  width: stdout.columns || 100,
  colour: !isPlain,
  program: programOf(process.execPath, process.argv[1]),
  now: Date.now,
  async input() {
    const parts: Uint8Array[] = [];
    for await (const part of process.stdin) parts.push(part);
    return Buffer.concat(parts);
  },
  async question(text) {
    if (!process.stdin.isTTY || !stderr.isTTY) return undefined;
    // Few commands ask: the others don't wait for this to be loaded.
    const { createInterface } = await import("node:readline/promises");
    const lines = createInterface({ input: process.stdin, output: stderr });
    // Ctrl-D is an answer too: none.
    const ended = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
    try {
      return await Promise.race([lines.question(text), ended]);
    } finally {
      lines.close();
    }
  },
  async *lines() {
    const { createInterface } = await import("node:readline");
    yield* createInterface({ input: process.stdin });
  },
  out: out.write,
  err: err.write,
  pause: (milliseconds) => new Promise((resolve) => setTimeout(() => resolve(true), milliseconds)),
  onSignal(signals, handle) {
    for (const signal of signals) process.on(signal, () => handle(signal));
  },
  endBy: (signal) => void (end.signal = signal),
  onStray(handle) {
    process.on("unhandledRejection", handle);
    process.on("uncaughtException", handle);
  },
};

const code = await run(io, process.argv.slice(2), commands).catch((error: unknown) => {
  const text = error instanceof Error ? error.stack ?? error.message : String(error);
  io.err(`squeezr failed in a way that it should not: ${text}\n`);
  return 1;
});
const printed = await Promise.all([out.done(), err.done()]);
if (end.signal !== undefined) await dieBy(end.signal);
process.exit(code === 0 && printed.includes(false) ? 1 : code);
