import { command, jsonFlag, portFlag } from "./kit/command.ts";
import { ask, objectOf } from "./kit/ask.ts";
import { Failure } from "./kit/failure.ts";
import type { Io } from "./kit/io.ts";
import { statsScreen } from "./kit/stats_screen.ts";
import { needTarget, type Target } from "./kit/target.ts";

/** Between two looks, in milliseconds. */
const PAUSE = 2000;
const CLEAR = "\u001b[H\u001b[2J";

async function statsOf(target: Target): Promise<Uint8Array> {
  const reply = await ask(target, "/squeezr/stats");
  if (reply.kind === "answer" && reply.status === 200) return reply.body;
  throw new Failure(`the proxy on port ${target.port} gives no stats: see "squeezr logs"`);
}

async function watch(io: Io, target: Target, textOf: (stats: Uint8Array) => string): Promise<void> {
  do {
    const text = textOf(await statsOf(target));
    io.out(io.colour ? CLEAR + text : text);
  } while (await io.pause(PAUSE));
}

/** Shows what the proxy saved. */
export const stats = command({
  name: "stats",
  summary: "show what was saved",
  usage: "",
  most: 0,
  about:
    "Since the proxy was started. Savings are net of what stands in place of the text, and may be " +
    "negative; each result counts once, when it goes up for the first time.",
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
    const target = await needTarget(io, flags.port);
    const textOf = (stats: Uint8Array) =>
      flags.json
        ? `${new TextDecoder().decode(stats).trimEnd()}\n`
        : statsScreen(objectOf(stats) ?? {}, io.colour);
    if (flags.watch) await watch(io, target, textOf);
    else io.out(textOf(await statsOf(target)));
    return 0;
  },
});
