import { basename } from "node:path";
import process from "node:process";
import type { Io, Program } from "./src/cli/kit/io.ts";
import { run } from "./src/cli/kit/run.ts";
import { commands } from "./src/cli/list.ts";

/** A compiled binary is the program; a runtime has to be told which file to run. */
function programOf(file: string, main: string): Program {
  const name = basename(file).toLowerCase().replace(/\.exe$/, "");
  if (name === "deno") return { file, words: ["run", "-A", main] };
  return { file, words: name === "bun" || name === "node" ? [main] : [] };
}

const { stdout, stderr, env } = process;
const isPlain = env.NO_COLOR || env.TERM === "dumb" || !stdout.isTTY;

const io: Io = {
  env,
  cwd: process.cwd(),
  width: Math.min(stdout.columns || 100, 100),
  colour: !isPlain,
  program: programOf(process.execPath, process.argv[1]),
  now: Date.now,
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
  pause: (milliseconds) => new Promise((resolve) => setTimeout(() => resolve(true), milliseconds)),
  onSignal(handle) {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, handle);
  },
  onStray(handle) {
    process.on("unhandledRejection", handle);
    process.on("uncaughtException", handle);
  },
};

/** Whoever read our output has gone (`squeezr logs | head`), or the terminal has: nobody is left to tell. */
function onBrokenOutput(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
}
stdout.on("error", onBrokenOutput);
stderr.on("error", onBrokenOutput);

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write("", () => resolve()));
}

const code = await run(io, process.argv.slice(2), commands).catch((error: unknown) => {
  const text = error instanceof Error ? error.stack ?? error.message : String(error);
  io.err(`squeezr failed in a way that it should not: ${text}\n`);
  return 1;
});
await Promise.all([flushed(stdout), flushed(stderr)]);
process.exit(code);
