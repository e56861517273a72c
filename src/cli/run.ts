import { constants } from "node:os";
import { isatty } from "node:tty";
import { startedBy } from "../clients/list.ts";
import { command, configFlag } from "./kit/command.ts";
import { WrongUse } from "./kit/failure.ts";
import type { Io, Signal } from "./kit/io.ts";
import { reapOrphans } from "./kit/orphans.ts";
import { callOf } from "./run/call.ts";
import { type CommandEnd, NoCommand, type RunningCommand, startCommand } from "./run/child.ts";
import { ignoredSignals, ignoring } from "./kit/signals.ts";
import type { Kept } from "./run/keep.ts";
import { type Passing, passSignals, type Receiver } from "./run/pass.ts";
import { prepare, type Prepared } from "./run/prepare.ts";
import { followStops } from "./run/stops.ts";
import { tellAfter, tellBefore } from "./run/tell.ts";

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

/** Runs a command with a proxy of its own. */
export const run = command({
  name: "run",
  summary: "run a command with a proxy of its own",
  usage: "[--] COMMAND [ARGUMENTS]",
  most: Infinity,
  passesOn: true,
  about:
    "The proxy takes a free port, is there for this command alone and ends with it. The command's " +
    "environment names it (Codex gets an argument); input, output, signals and exit code are the " +
    "command's own. Where the command was pointed at another base URL before, by its environment " +
    "or its settings, the proxy goes there, and that is said. If the proxy can't be started, the " +
    "command runs without it. Everything from the command's name on is passed to it.",
  examples: [
    ["squeezr run -- claude", "Claude Code, through a proxy"],
    ['squeezr run -- codex exec "fix the tests"', "with the login or the key that Codex has"],
    [
      "squeezr run --quiet -- npm run agent",
      "any program on a vendor's SDK; nothing said at its end",
    ],
  ],
  flags: {
    quiet: {
      type: "boolean",
      short: "q",
      doc: "say neither where the proxy goes nor what it saved",
    },
    config: configFlag,
  },
  async run(io, { flags, words }) {
    if (words.length === 0) throw new WrongUse('which command? Such as "squeezr run -- claude"');
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
  },
});
