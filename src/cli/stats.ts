import { homeOf } from "../config/home.ts";
import { allTimeFacts } from "../stats/totals/all_time.ts";
import { readTotals, UnreadableTotals } from "../stats/totals/opening.ts";
import { command, jsonFlag, portFlag } from "./kit/command.ts";
import { ask, objectOf } from "./kit/ask.ts";
import { Failure } from "./kit/failure.ts";
import type { Io } from "./kit/io.ts";
import { findTarget, namedPort, needTarget, surveyHere, type Target } from "./kit/target.ts";

/** Between two looks, in milliseconds. */
const PAUSE = 2000;
const CLEAR = "\u001b[H\u001b[2J";

/** What there is to show. */
interface Look {
  readonly json: string;
  readonly screen: string;
}

async function statsOf(target: Target): Promise<Uint8Array> {
  const reply = await ask(target, "/squeezr/stats");
  if (reply.kind === "answer" && reply.status === 200) return reply.body;
  throw new Failure(`the proxy on port ${target.port} gives no stats: see "squeezr logs"`);
}

/** What the proxy says; where none runs and none was named, the totals on disk. */
async function look(io: Io, port: string | undefined): Promise<Look> {
  const target = await findTarget(io, port, await surveyHere(io));
  if (target !== undefined) return await lookAt(io, target);
  const isNamed = namedPort(io, port) !== undefined;
  return (isNamed ? undefined : await allTimeLook(io)) ??
    await lookAt(io, await needTarget(io, port));
}

async function lookAt(io: Io, target: Target): Promise<Look> {
  const stats = await statsOf(target);
  const { statsScreen } = await import("./kit/stats/screen.ts");
  return {
    json: `${new TextDecoder().decode(stats).trimEnd()}\n`,
    screen: statsScreen(objectOf(stats) ?? {}, io),
  };
}

async function allTimeLook(io: Io): Promise<Look | undefined> {
  const home = homeOf(io.env, io.cwd);
  const all = home === undefined ? undefined : totalsIn(home);
  if (all === undefined) return undefined;
  const facts = allTimeFacts(all, undefined);
  const { allTimeScreen } = await import("./kit/stats/screen.ts");
  return {
    json: `${JSON.stringify({ all_time: facts }, null, 2)}\n`,
    screen: allTimeScreen(facts, io),
  };
}

function totalsIn(home: string) {
  try {
    return readTotals(home);
  } catch (error) {
    throw error instanceof UnreadableTotals ? new Failure(error.message) : error;
  }
}

/** Shows what the proxy saved. */
export const stats = command({
  name: "stats",
  summary: "show what was saved",
  usage: "",
  most: 0,
  about:
    "Since the proxy was started, and since the first request; without a proxy, the latter alone. Money is what " +
    "the provider's own counts say, beside what the same requests would have cost as the client wrote them: net of " +
    "all that Squeezr adds, and negative where it cost more. Tokens and characters count each result once, when it " +
    "goes up for the first time.",
  examples: [
    ["squeezr stats", "one screen"],
    ["squeezr stats --watch", "again every two seconds, until Ctrl-C"],
    ["squeezr stats --json", "all numbers, for a script"],
  ],
  flags: {
    port: portFlag,
    json: jsonFlag,
    watch: { type: "boolean", doc: "show them again every two seconds" },
  },
  async run(io, { flags }) {
    const show = async (before: string) => {
      const { json, screen } = await look(io, flags.port);
      io.out(flags.json ? json : before + screen);
    };
    if (!flags.watch) {
      await show("");
      return 0;
    }
    do await show(io.colour ? CLEAR : ""); while (await io.pause(PAUSE));
    return 0;
  },
});
