import { randomBytes } from "node:crypto";
import process from "node:process";
import {
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
import { type Listening, serve } from "../../proxy/server.ts";
import { urlOf } from "./ask.ts";
import { Failure } from "./failure.ts";
import { holderOf } from "./holder.ts";
import type { Io } from "./io.ts";
import type { State } from "./state.ts";

/** How long the last answers may take to come down after a stop, in milliseconds. */
export const DRAIN = 60_000;

/** What a proxy in this process is made of. */
export interface Serving {
  readonly config: Config;
  readonly state: State;
  readonly by: Starter;
}

/** In the foreground the log is shown as well; in the background nobody looks. */
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
    proxy.close();
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const run = state.kind === "kept" ? readRunFile(state.places.run, port) : undefined;
    const holder = code === "EADDRINUSE" ? await holderOf({ host, port }, run) : undefined;
    throw holder ?? new Failure(`can't listen on ${host}, port ${port}: ${message}`);
  }
}

/** Told once that the proxy is to end; `hurried` when it is told so again. */
interface Ending {
  readonly told: Promise<void>;
  readonly hurried: Promise<void>;
  tell(): void;
}

function endingOf(io: Io): Ending {
  const told = Promise.withResolvers<void>();
  const hurried = Promise.withResolvers<void>();
  let signals = 0;
  io.onSignal(() => {
    signals += 1;
    (signals > 1 ? hurried : told).resolve();
  });
  return { told: told.promise, hurried: hurried.promise, tell: () => told.resolve() };
}

/** Keeps the run file in step with the proxy, where one can be kept. */
function recordOf(state: State): { write(run: RunFile): void; remove(run: RunFile): void } {
  if (state.kind === "lost") return { write: () => {}, remove: () => {} };
  const { run: folder } = state.places;
  return {
    write: (run) => writeRunFile(folder, run),
    remove: (run) => void removeRunFile(folder, run),
  };
}

/** Runs a proxy in this process until it is told to end, lets its last answers come down, and gives the exit code. */
export async function serveUntilTold(
  io: Io,
  serving: Serving,
  ready: (run: RunFile) => void,
): Promise<number> {
  const { config, state, by } = serving;
  const { home } = state;
  const log = logOf(io, serving);
  const record = recordOf(state);
  const ending = endingOf(io);
  const token = randomBytes(24).toString("base64url");
  let { port } = config.proxy;
  const stop = ending.tell;
  const proxy = createProxy({ config, home, version, port: () => port, token, log, stop });
  const server = await listen(proxy, serving);
  port = server.port;
  const run: RunFile = {
    pid: process.pid,
    host: config.proxy.host,
    port,
    token,
    started: new Date(io.now()).toISOString(),
    by,
    version,
    warnings: [...state.kind === "lost" ? [state.why] : [], ...proxy.warnings],
    stopping: false,
  };
  // One stray error must not cut the other conversations.
  io.onStray((error) => log.error(`An error that nobody waited for: ${error}`));
  log.info(`squeezr ${version} listens on ${urlOf(run)}`);
  for (const warning of run.warnings) log.warn(warning);
  record.write(run);
  ready(run);

  await ending.told;
  record.write({ ...run, stopping: true });
  log.info("Told to end: takes no new requests, lets the last answers come down");
  await Promise.race([server.drain(DRAIN), ending.hurried]);
  proxy.close();
  log.info("Ended");
  record.remove(run);
  return 0;
}
