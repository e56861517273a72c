import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import process from "node:process";
import {
  BEAT,
  beat,
  readRunFile,
  removeRunFile,
  type RunFile,
  type Starter,
  writeRunFile,
} from "../../admin/run_file.ts";
import type { Config } from "../../config/config.ts";
import { fileWriter, type Log, logTo } from "../../config/log.ts";
import { version } from "../../config/version.ts";
import { createProxy, type Proxy } from "../../proxy/proxy.ts";
import { createRecorder, type Recorder } from "../../recording/recorder.ts";
import { type Listening, serve } from "../../proxy/server.ts";
import { urlOf } from "./ask.ts";
import { Failure } from "./failure.ts";
import { holderOf } from "./holder.ts";
import type { Ending } from "./ending.ts";
import type { Io } from "./io.ts";
import { logProblem } from "./log_sink.ts";
import type { State } from "./state.ts";

/** How long the last answers may take to come down after a stop, in milliseconds. */
export const DRAIN = 60_000;

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/** What a proxy in this process is made of. */
export interface Serving {
  readonly config: Config;
  readonly state: State;
  readonly by: Starter;
  /** Whose it is, of several jobs that each take a free port. */
  readonly job?: string;
  /** The folder that requests and answers are written down in. */
  readonly record?: string;
}

/** In the foreground the log is shown as well; elsewhere nobody looks, or a command has the screen. */
function logOf(io: Io, { state, by }: Serving): Log {
  const file = state.kind === "kept" ? fileWriter(state.places.log, io.err) : io.err;
  const write = (line: string) => {
    file(line);
    if (by === "foreground" && state.kind === "kept") io.err(line);
  };
  return logTo({ write, now: () => new Date(io.now()), pid: process.pid });
}

async function listen(proxy: Proxy, { config, state }: Serving): Promise<Listening> {
  const { host, port } = config.proxy;
  try {
    return serve(proxy.fetch, { host, port });
  } catch (error) {
    await proxy.close();
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const read = () => state.kind === "kept" ? readRunFile(state.places.run, port) : undefined;
    const holder = code === "EADDRINUSE" ? await holderOf({ host, port }, read) : undefined;
    throw holder ?? new Failure(`can't listen on ${host}, port ${port}: ${message}`);
  }
}

/** Keeps the run file in step with the proxy, where one can be kept. */
function recordOf(
  state: State,
  log: Log,
): { write(run: RunFile): void; beat(run: RunFile): void; remove(run: RunFile): void } {
  if (state.kind === "lost") return { write: () => {}, beat: () => {}, remove: () => {} };
  const { run: folder } = state.places;
  return {
    write: (run) => writeOrSay(folder, run, log),
    beat: (run) => beat(folder, run),
    remove: (run) => void removeRunFile(folder, run),
  };
}

/** A full disk must neither keep a proxy from its work nor cut its last answers. */
function writeOrSay(folder: string, run: RunFile, log: Log): void {
  try {
    writeRunFile(folder, run);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    log.warn(`The run file could not be written (${code}): commands may not find this proxy`);
  }
}

/** What the user should know at the start. */
function warningsOf({ config, state, by, record }: Serving, proxy: Proxy): string[] {
  const { host } = config.proxy;
  return [
    record === undefined ? [] : [
      `it records what is asked and answered, word for word, in ${record}: delete what you don't need`,
    ],
    state.kind === "lost" ? [by === "run" ? `${state.problem}: there is no log` : state.why] : [],
    logProblem(state) ?? [],
    LOOPBACK.test(host) ? [] : [
      `it listens on ${host}: whoever reaches that address under a name in proxy.allowed_hosts can use it`,
    ],
    proxy.warnings,
  ].flat();
}

function recorderOf(io: Io, { config, record }: Serving, log: Log): Recorder | undefined {
  if (record === undefined) return undefined;
  const { enabled, dry_run } = config.compression;
  try {
    return createRecorder(resolve(io.cwd, record), {
      now: io.now(),
      beginning: { version, compression: enabled && !dry_run ? "on" : "off" },
      ended: (why) => log.warn(`The recording has ended: ${why}`),
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Failure(`can't record in ${record} (${code}): name a folder that can be written`);
  }
}

/** A proxy at work, and the run file that tells of it. */
interface Work {
  readonly proxy: Proxy;
  readonly server: Listening;
  readonly run: RunFile;
}

async function begin(io: Io, serving: Serving, log: Log, stop: () => void): Promise<Work> {
  const { config, state: { home }, by, job } = serving;
  const recorder = recorderOf(io, serving, log);
  const { host } = config.proxy;
  let { port } = config.proxy;
  const token = randomBytes(24).toString("base64url");
  const proxy = createProxy({
    config,
    home,
    version,
    port: () => port,
    token,
    log,
    stop,
    ...(recorder && { recorder }),
  });
  const server = await listen(proxy, serving);
  port = server.port;
  const started = new Date(io.now()).toISOString();
  const warnings = warningsOf(serving, proxy);
  const upstreams = Object.fromEntries(
    Object.entries(config.upstreams).map(([name, { url }]) => [name, url]),
  );
  const facts = { pid: process.pid, host, port, token, started, by, version, warnings, upstreams };
  const owner = job === undefined ? {} : { job };
  return { proxy, server, run: { ...facts, stopping: false, ...owner } };
}

/** Runs a proxy in this process until it is told to end, lets its last answers come down, and gives the exit code. */
export async function serveUntilTold(
  io: Io,
  serving: Serving,
  ending: Ending,
  ready: (run: RunFile) => void,
): Promise<number> {
  const log = logOf(io, serving);
  const record = recordOf(serving.state, log);
  const { proxy, server, run } = await begin(io, serving, log, ending.tell);
  // One stray error must not cut the other conversations.
  io.onStray((error) => log.error(strayLine(error)));
  log.info(`squeezr ${version} listens on ${urlOf(run)}`);
  for (const warning of run.warnings) log.warn(warning);
  record.write(run);
  ready(run);

  await ending.told;
  record.write({ ...run, stopping: true });
  log.info("Told to end: takes no new requests, lets the last answers come down");
  const beating = setInterval(() => record.beat(run), BEAT);
  await Promise.race([server.drain(DRAIN), ending.hurried]);
  clearInterval(beating);
  await proxy.close();
  log.info("Ended");
  record.remove(run);
  return 0;
}

/** Where it came from, and not what it says: a parser's message quotes what it was given. */
function strayLine(error: unknown): string {
  if (!(error instanceof Error)) {
    return "Something that is no error was thrown, and nobody waited for it";
  }
  const place = error.stack?.split("\n").find((line) => line.startsWith("    at "))?.trim() ?? "";
  return `${error.name} ${place}: nobody waited for it`;
}
