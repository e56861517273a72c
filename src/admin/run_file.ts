import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { readIfThere, writeWholeForNow } from "../memory/disk.ts";

/** Who started a proxy. That of `run` is there for one command, and ends with it. */
export type Starter = "background" | "foreground" | "run";

/** Where a proxy runs, as a message says it. */
export const whereabouts: Readonly<Record<Starter, string>> = {
  background: "in the background",
  foreground: "in the foreground",
  run: "beside a command",
};

/** What a running proxy tells the command line about itself. */
export interface RunFile {
  readonly pid: number;
  readonly host: string;
  readonly port: number;
  /** Proves to the proxy that a command comes from somebody who can read this file. */
  readonly token: string;
  /** ISO 8601. */
  readonly started: string;
  readonly by: Starter;
  readonly version: string;
  /** What the proxy had to say at its start. */
  readonly warnings: readonly string[];
  /** It takes no more requests and lets the open ones end. */
  readonly stopping: boolean;
  /** Where its upstreams are, by their names. */
  readonly upstreams?: Readonly<Record<string, string>>;
  /** Whose it is, of several jobs that each take a free port. */
  readonly job?: string;
}

/** How often a proxy that lets its last answers come down says that it is still there. In milliseconds. */
export const BEAT = 1000;
/** So many beats may be late. */
const LATE_BEATS = 5;

function fileOf(folder: string, port: number): string {
  return join(folder, `${port}.json`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** What a run file says, or `undefined` where it isn't one (written by another version, or by somebody else). */
export function runFileOf(text: string): RunFile | undefined {
  const said = parsed(text);
  if (!isObject(said)) return undefined;
  const { pid, host, port, token, started, by, version, warnings, stopping, upstreams, job } = said;
  const numbers = Number.isSafeInteger(pid) && Number(pid) > 0 && Number.isSafeInteger(port);
  const texts = areTexts([host, token, started, version]) && Object.hasOwn(whereabouts, String(by));
  const list = Array.isArray(warnings) && areTexts(warnings);
  const more = (job === undefined || typeof job === "string") &&
    (upstreams === undefined || (isObject(upstreams) && areTexts(Object.values(upstreams))));
  if (!numbers || !texts || !list || !more || typeof stopping !== "boolean") return undefined;
  const run = { pid, host, port, token, started, by, version, warnings, stopping };
  const where = upstreams === undefined ? {} : { upstreams };
  return { ...run, ...where, ...(job === undefined ? {} : { job }) } as RunFile;
}

function areTexts(list: readonly unknown[]): boolean {
  return list.every((text) => typeof text === "string");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Tells the command line of this proxy; `folder` is made where there is none. No proxy outlives a crash of the machine. */
export function writeRunFile(folder: string, run: RunFile): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeWholeForNow(fileOf(folder, run.port), JSON.stringify(run, undefined, 2) + "\n");
}

/** The run file of a port. */
export function readRunFile(folder: string, port: number): RunFile | undefined {
  try {
    const text = readIfThere(fileOf(folder, port));
    return text === undefined ? undefined : runFileOf(text);
  } catch (error) {
    if (!isRefused(error)) throw error;
    return undefined;
  }
}

/** All run files, by port. */
export function readRunFiles(folder: string): readonly RunFile[] {
  return portsIn(folder).sort((a, b) => a - b)
    .flatMap((port) => readRunFile(folder, port) ?? []);
}

function portsIn(folder: string): number[] {
  try {
    return readdirSync(folder).flatMap((name) => {
      const port = /^(\d{1,5})\.json$/.exec(name);
      return port ? [Number(port[1])] : [];
    });
  } catch (error) {
    if (isGone(error) || isRefused(error)) return [];
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}

/** The folder isn't ours to read or write, or is none. */
function isRefused(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return ["EACCES", "EPERM", "EROFS", "ENOTDIR"].includes(code);
}

/** Takes a run file away, unless it is gone or another proxy has put its own there since. Says whether it did. */
export function removeRunFile(folder: string, run: RunFile): boolean {
  if (readRunFile(folder, run.port)?.token !== run.token) return false;
  try {
    rmSync(fileOf(folder, run.port), { force: true });
    return true;
  } catch (error) {
    // In a folder that can't be written it stays, and is found to be stale each time.
    if (!isRefused(error)) throw error;
    return false;
  }
}

/** Says by its run file that a proxy that was told to end is still there. */
export function beat(folder: string, { port }: RunFile): void {
  const now = new Date();
  try {
    utimesSync(fileOf(folder, port), now, now);
  } catch (error) {
    // Somebody took the file away, or the folder can't be written any more.
    if (!isGone(error) && !isRefused(error)) throw error;
  }
}

/** Whether a proxy that was told to end has long not said that it is still there: nobody can be told by the id alone. */
export function fellSilent(folder: string, { port, token }: RunFile): boolean {
  const now = readRunFile(folder, port);
  if (now?.token !== token || !now.stopping) return false;
  const said = statSync(fileOf(folder, port), { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
  return Date.now() - said > LATE_BEATS * BEAT;
}

/** Whether a process has this id. It may be another than the one that wrote the id down. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Ended, and kept on the list of processes by a parent that doesn't ask: the first process of many containers. */
function isZombie(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch (error) {
    // Only Linux has this file.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return false;
  }
}
