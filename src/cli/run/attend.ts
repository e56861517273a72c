import { constants } from "node:os";
import { isatty } from "node:tty";
import { startedBy } from "../../clients/list.ts";
import type { Io, Signal } from "../kit/io.ts";
import { reapOrphans } from "../kit/orphans.ts";
import { callOf } from "./call.ts";
import { type CommandEnd, NoCommand, type RunningCommand, startCommand } from "./child.ts";
import { ignoredSignals, ignoring } from "../kit/signals.ts";
import type { Kept } from "./keep.ts";
import { type Passing, passSignals, type Receiver } from "./pass.ts";
import { prepare, type Prepared } from "./prepare.ts";
import { followStops } from "./stops.ts";
import { tellAfter, tellBefore } from "./tell.ts";

interface RunFlags {
  readonly quiet?: true;
  readonly config?: string;
}

/** What a terminal sends to the command as well. */
const FROM_TERMINAL: readonly Signal[] = ["SIGINT", "SIGQUIT", "SIGHUP"];
/** What a program that waits for this one should see it end by; after any other the code says enough. */
const ENDED_BY: readonly Signal[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Ends as the command did; the code is the one that a shell has for it. */
function endLike(io: Io, end: CommandEnd): number {
  if (end.kind === "code") return end.code;
  if (ENDED_BY.includes(end.signal)) io.endBy(end.signal);
  return 128 + constants.signals[end.signal];
}

function receiverOf(prepared: Prepared, kill: Receiver["kill"]): Receiver {
  return prepared.kind === "led"
    ? { kill, heard: () => prepared.kept.now().heard() }
    // Without the proxy nobody tells what was sent to the group.
    : { kill, heard: () => Promise.resolve(isatty(0) ? FROM_TERMINAL : []) };
}

/** The command from its start to its end, with the proxy beside it. */
async function attended(
  io: Io,
  start: () => Promise<RunningCommand>,
  prepared: Prepared,
  passing: Passing,
): Promise<CommandEnd> {
  const running = await start();
  passing.to(receiverOf(prepared, running.kill));
  if (prepared.kind === "led") prepared.kept.serve(running.pid);
  followStops(io, running);
  return await running.ended;
}

async function endProxy(kept: Kept, passing: Passing): Promise<void> {
  passing.to({ kill: kept.hurry, heard: () => Promise.resolve([]) });
  await kept.end();
}

/** Runs a command with a proxy of its own beside it, to its end, and gives the exit code. */
export async function attend(io: Io, flags: RunFlags, words: readonly string[]): Promise<number> {
  const ignored = ignoredSignals();
  const passing = passSignals(io, ignored);
  await reapOrphans();
  const started = startedBy(words);
  const early = passing.early.then((signal) => ({ kind: "signal", signal }) as const);
  const prepared = await Promise.race([prepare(io, started, words, flags), early]);
  if (prepared.kind === "signal") return endLike(io, prepared);
  tellBefore(io, words, started, prepared, flags.quiet);
  const call = callOf(io, words, started, prepared);
  try {
    const start = () => startCommand(io, ignoring(ignored, call.words), call.env);
    const end = await attended(io, start, prepared, passing);
    if (prepared.kind === "led") await tellAfter(io, prepared.kept, flags.quiet);
    return endLike(io, end);
  } catch (error) {
    if (!(error instanceof NoCommand)) throw error;
    io.err(`squeezr: ${error.message}\n`);
    return error.code;
  } finally {
    if (prepared.kind === "led") await endProxy(prepared.kept, passing);
  }
}
