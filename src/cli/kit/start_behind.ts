import { readRunFile } from "../../admin/run_file.ts";
import { resolve } from "node:path";
import type { RunFile } from "../../admin/run_file.ts";
import { version } from "../../config/version.ts";
import { announced } from "./announce.ts";
import type { Address } from "./ask.ts";
import { Failure } from "./failure.ts";
import { holderOf } from "./holder.ts";
import type { Io } from "./io.ts";
import { jobOf } from "./job.ts";
import { launch, type Launched } from "./launch.ts";
import { type SettingFlags, startSettings } from "./settings.ts";
import { heardAt, type Sign, writtenBy } from "./sign.ts";
import { type State, stateOf } from "./state.ts";
import { occupantOf, staleLine } from "./survey.ts";
import { surveyHere } from "./target.ts";

interface StartFlags extends SettingFlags {
  readonly record?: string;
  readonly json?: true;
}

/** How long a proxy may take until it answers, in milliseconds. */
const PATIENCE = 20_000;
/** How long a proxy that has the port may take to write its run file. */
const MOMENT = 2000;
const PAUSE = 20;
/** Lines of the log that tell why a start failed. */
const END = 15;

/** Starts a proxy that stays when this process ends, and returns when it answers. */
export async function startBehind(io: Io, flags: StartFlags): Promise<number> {
  const { proxy } = startSettings(io, flags, false);
  const state = stateOf(io);
  if (await isTaken(io, proxy, flags, state)) return 0;
  const launched = launch(io, state, argsOf(io, flags));
  const sign = state.kind === "kept"
    ? writtenBy(launched.pid, state.places.run)
    : heardAt(proxy, launched.pid, state.why);
  const run = await answering(io, launched, sign);
  // Of two that start at once the port takes one; the other finds it there.
  if (run === undefined && await comesUp(io, proxy, flags)) return 0;
  if (run === undefined) throw new Failure(endOf(launched));
  launched.release();
  io.out(announced(run, { json: flags.json, before: false }));
  return 0;
}

function argsOf(io: Io, { port, host, config, record }: StartFlags): string[] {
  return [
    ["start", "--by", "background", "--job", jobOf(io)],
    port === undefined ? [] : ["--port", port],
    host === undefined ? [] : ["--host", host],
    config === undefined ? [] : ["--config", resolve(io.cwd, config)],
    record === undefined ? [] : ["--record", resolve(io.cwd, record)],
  ].flat();
}

/** Whether a proxy of ours has the port, which is said. Throws where somebody else has it. */
async function isTaken(io: Io, at: Address, flags: StartFlags, state: State): Promise<boolean> {
  for (const run of (await surveyHere(io)).stale) io.err(staleLine(run));
  if (at.port === 0) {
    if (state.kind === "kept") return false;
    throw new Failure(`${state.why}. Name a port with --port: nobody could find one that is free`);
  }
  if (await isThere(io, at, flags)) return true;
  const { port } = at;
  const read = () => state.kind === "kept" ? readRunFile(state.places.run, port) : undefined;
  const holder = await holderOf(at, read);
  // Another start may have been at it while we looked.
  if (holder && await isThere(io, at, flags)) return true;
  if (holder) throw holder;
  return false;
}

/** Whether a proxy of this state folder answers on the port; if so, that is said. */
async function isThere(io: Io, { port }: Address, { json, record }: StartFlags): Promise<boolean> {
  const { running } = await surveyHere(io);
  const there = running.find(({ run }) => run.port === port);
  if (there === undefined) return false;
  if (there.health === undefined) {
    throw new Failure(
      `the proxy on port ${port} (pid ${there.run.pid}) took the call and did not answer: see "squeezr logs"`,
    );
  }
  if (record !== undefined) {
    throw new Failure(
      `a proxy runs on port ${port} already: squeezr stop, and then start --record`,
    );
  }
  io.out(announced(there.run, { json, before: true }));
  if (there.run.version !== version) {
    io.err(`This command is ${version}. To change over: squeezr stop && squeezr start\n`);
  }
  return true;
}

/** Waits for the sign of life; nothing when the proxy has ended instead. */
async function answering(io: Io, launched: Launched, sign: Sign): Promise<RunFile | undefined> {
  const end = io.now() + PATIENCE;
  while (launched.ended() === undefined) {
    const run = await sign();
    if (run && launched.ended() === undefined) return run;
    if (io.now() > end) {
      launched.kill();
      throw new Failure(`the proxy did not answer within ${PATIENCE / 1000} s; ${endOf(launched)}`);
    }
    await io.pause(PAUSE);
  }
  return undefined;
}

/** Whether another start's proxy is about to answer on the port. */
async function comesUp(io: Io, { host, port }: Address, flags: StartFlags): Promise<boolean> {
  const end = io.now() + MOMENT;
  while (port !== 0 && io.now() < end) {
    if (await isThere(io, { host, port }, flags)) return true;
    if ((await occupantOf({ host, port })).kind !== "squeezr") return false;
    await io.pause(PAUSE);
  }
  return false;
}

function endOf(launched: Launched): string {
  const lines = launched.said().trimEnd().split("\n").slice(-END).map((line) => `  ${line}`);
  const said = lines.join("\n").trim() === ""
    ? '"squeezr start --foreground" shows why'
    : `the end of its log:\n${lines.join("\n")}`;
  return `the proxy ended at its start (${launched.ended() ?? "it was told to"}); ${said}`;
}
