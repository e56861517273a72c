import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { type RunFile, runFileOf } from "../../admin/run_file.ts";
import { Failure } from "../kit/failure.ts";
import type { Io, Signal } from "../kit/io.ts";
import { endOf } from "../kit/launch.ts";
import type { Order } from "../kit/leash.ts";
import { openLogSink } from "../kit/log_sink.ts";
import type { State } from "../kit/state.ts";

/** What a proxy of `run` is started with. */
export interface Wanted {
  /** 0 takes a free one. */
  readonly port: number;
  readonly config: string | undefined;
  /** Variables that it has in place of this process's. */
  readonly env: Readonly<Record<string, string>>;
}

/** A proxy in a process of its own, for one command. */
export interface Beside {
  readonly run: RunFile;
  /** Resolves when the process has ended; true where it ended as it was told to. */
  readonly ended: Promise<boolean>;
  order(order: Order): void;
  /** Signals that it got just now. Those of a terminal reach all processes before it. */
  heard(): Promise<readonly Signal[]>;
  kill(): void;
}

/** How long a proxy may take until it answers, in milliseconds. */
const PATIENCE = 20_000;
/** How long it may take to say which signals it got: it may be busy with a large body. In milliseconds. */
const THOUGHT = 2000;
/** Lines of the log that tell why a start failed. */
const END = 5;

function argsOf(io: Io, { port, config }: Wanted): string[] {
  const file = config === undefined ? [] : ["--config", resolve(io.cwd, config)];
  return ["start", "--by", "run", "--host", "127.0.0.1", "--port", String(port), ...file];
}

/** Starts a proxy and returns when it listens. Throws `Failure` where it does not. */
export async function startBeside(io: Io, state: State, wanted: Wanted): Promise<Beside> {
  const sink = openLogSink(state);
  const child = spawn(io.program.file, [...io.program.words, ...argsOf(io, wanted)], {
    cwd: io.cwd,
    env: { ...io.env, ...wanted.env },
    stdio: ["pipe", "pipe", sink.stdio],
    windowsHide: true,
  });
  sink.release();
  const why = endOf(child);
  const ended = new Promise<boolean>((resolve) => {
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
  });
  // What is said to one that has just ended goes nowhere.
  child.stdin!.on("error", () => {});
  const lines = createInterface({ input: child.stdout! });
  const first = await lineOf(lines, ended, PATIENCE);
  const run = first === undefined ? undefined : runFileOf(first);
  if (run === undefined) {
    child.kill("SIGKILL");
    const said = sink.said().trimEnd().split("\n").slice(-END).join("\n  ");
    throw new Failure(said || `it ended at its start (${why() ?? "it did not answer in time"})`);
  }
  return besideOf(child, run, lines, ended);
}

function besideOf(
  child: ChildProcess,
  run: RunFile,
  lines: Interface,
  ended: Promise<boolean>,
): Beside {
  const order = (order: Order) => void child.stdin!.write(`${order}\n`);
  return {
    run,
    ended,
    order,
    async heard() {
      order("heard?");
      const line = await lineOf(lines, ended, THOUGHT);
      return (line ?? "").split(" ").filter((word) => word !== "") as Signal[];
    },
    kill: () => void child.kill("SIGKILL"),
  };
}

/** The next line; nothing where the process ends first, or says none in time. */
async function lineOf(
  lines: Interface,
  ended: Promise<boolean>,
  milliseconds: number,
): Promise<string | undefined> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), milliseconds);
  try {
    const line = once(lines, "line", { signal: late.signal }).then(([text]) => String(text));
    return await Promise.race([line, ended.then(() => undefined)]);
  } catch (error) {
    if ((error as Error).name !== "AbortError") throw error;
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
