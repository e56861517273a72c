import type { RunFile } from "../../admin/run_file.ts";
import { homeOf, placesOf } from "../../config/home.ts";
import { table } from "../../config/table.ts";
import type { Address } from "./ask.ts";
import { Failure, WrongUse } from "./failure.ts";
import type { Io } from "./io.ts";
import { isJobOf } from "./job.ts";
import { settingsOf } from "./settings.ts";
import { type Health, occupantOf, type Running, type Survey, survey } from "./survey.ts";

/** The proxy that a command speaks to. */
export interface Target extends Address {
  /** Nothing for a proxy that this state folder doesn't know. */
  readonly run: RunFile | undefined;
  /** What it said of itself just now; nothing where it took the call and did not answer. */
  readonly health: Health | undefined;
}

const NONE: Survey = { running: [], stopping: [], stale: [] };

/** All proxies of the state folder. */
export async function surveyHere(io: Io): Promise<Survey> {
  const home = homeOf(io.env, io.cwd);
  return home === undefined ? NONE : await survey(placesOf(home).run);
}

/** The port that was named: by the flag, else by SQUEEZR_PORT. 0 there is a wish for a new proxy and names none. */
export function namedPort(io: Io, flag: string | undefined): number | undefined {
  const text = flag ?? io.env.SQUEEZR_PORT;
  if (text === undefined || text === "") return undefined;
  const { check } = table.proxy.port;
  const port = check.parse(check.read(text), { ruleNames: [] });
  if (port !== undefined && (port > 0 || flag === undefined)) return port || undefined;
  const where = flag === undefined ? "SQUEEZR_PORT" : "--port";
  throw new WrongUse(`${where} must be a port that a proxy listens on; received "${text}"`);
}

/**
 * Which of several is meant when no port is named: the one in the background, or that which this job started on a free
 * port; else the one in the foreground. Never that of another job, nor one that is there for a single command.
 */
export function chosen(io: Io, running: readonly Running[]): Running | undefined {
  const own = running.filter(({ run }) => run.by !== "run" && isOwn(io, run));
  const shared = running.filter(({ run }) => run.by !== "run" && run.job === undefined);
  const background = [...own, ...shared].filter(({ run }) => run.by === "background");
  const lists = [wantsOwn(io) ? own : background, background, [...own, ...shared]];
  return single(lists.find((list) => list.length > 0) ?? []);
}

/** Each job on this machine is to have a proxy of its own. */
function wantsOwn({ env }: Io): boolean {
  return env.SQUEEZR_PORT === "0";
}

/** The proxies that a command may end without being told which: where each job has its own, no other. */
export function endable(io: Io, running: readonly Running[]): readonly Running[] {
  return wantsOwn(io) ? running.filter(({ run }) => isOwn(io, run)) : running;
}

/** Started on a free port, and by this job. */
function isOwn(io: Io, { job }: RunFile): boolean {
  return job !== undefined && isJobOf(io, job);
}

function single(candidates: readonly Running[]): Running | undefined {
  if (candidates.length < 2) return candidates[0];
  const ports = candidates.map(({ run }) => run.port).join(", ");
  throw new WrongUse(`several proxies run (ports ${ports}): say which one with --port`);
}

function targetOf({ run, health }: Running): Target {
  return { host: run.host, port: run.port, token: run.token, run, health };
}

/** A proxy without a run file here: of another folder, or of one that can't be written. */
async function unknownAt(host: string, port: number): Promise<Target | undefined> {
  const occupant = await occupantOf({ host, port });
  if (occupant.kind !== "squeezr") return undefined;
  return { host, port, run: undefined, health: occupant.health };
}

/** What a command does with the proxy: to look at another one than one's own does no harm. */
export type Purpose = "look" | "rely";

/** Finds the proxy to speak to, or nothing where none runs. */
export async function findTarget(
  io: Io,
  flag: string | undefined,
  { running }: Survey,
  purpose: Purpose = "look",
): Promise<Target | undefined> {
  const port = namedPort(io, flag);
  if (port !== undefined) {
    const known = running.find(({ run }) => run.port === port);
    return known ? targetOf(known) : await unknownAt("127.0.0.1", port);
  }
  const only = purpose === "look" && running.length === 1 ? running[0] : undefined;
  const known = chosen(io, running) ?? only;
  if (known) return targetOf(known);
  const { proxy } = settingsOf(io, {}, false).config;
  return proxy.port === 0 ? undefined : await unknownAt(proxy.host, proxy.port);
}

/** Finds the proxy to speak to; without one the command fails. */
export async function needTarget(
  io: Io,
  flag: string | undefined,
  purpose: Purpose = "look",
): Promise<Target> {
  const found = await surveyHere(io);
  const target = await findTarget(io, flag, found, purpose);
  if (target) return target;
  const port = namedPort(io, flag);
  const where = port === undefined ? "" : ` on port ${port}`;
  const others = found.running.map(({ run }) => run.port).join(", ");
  const more = port === undefined && others !== ""
    ? `, or name one of other jobs and commands with --port (${others})`
    : "";
  throw new Failure(`no proxy runs${where}: start one with "squeezr start"${more}`);
}
