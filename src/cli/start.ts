import { command, configFlag, jsonFlag } from "./kit/command.ts";
import { serveUntilTold } from "./kit/serve.ts";
import { startSettings } from "./kit/settings.ts";
import type { Starter } from "../admin/run_file.ts";
import { announced } from "./kit/announce.ts";
import { endingOf } from "./kit/ending.ts";
import { jobOf } from "./kit/job.ts";
import { leashed } from "./kit/leash.ts";
import { reapOrphans } from "./kit/orphans.ts";
import { startBehind } from "./kit/start_behind.ts";
import { stateOf } from "./kit/state.ts";

/** Who wants the proxy in this very process; nobody where it is to be started in the background. */
function starterOf({ foreground, by }: { foreground?: true; by?: string }): Starter | undefined {
  if (foreground) return "foreground";
  return by === "background" || by === "run" ? by : undefined;
}

/** Starts a proxy. */
export const start = command({
  name: "start",
  summary: "start the proxy in the background",
  usage: "",
  most: 0,
  about:
    "Returns when the proxy answers, and says how to point a client at it. In the foreground it runs " +
    "until it gets SIGTERM or SIGINT, lets the last answers come down and ends with exit code 0.",
  examples: [
    ["squeezr start", "on the port of the settings (8080)"],
    ["squeezr start --port 0", "on a free port, which is printed"],
    [
      "squeezr start --foreground",
      "for containers and supervisors; reads a project's .squeezr.toml too",
    ],
    [
      "squeezr start --record ~/recorded",
      "write down what is asked and answered, for squeezr replay; headers and keys are not",
    ],
  ],
  flags: {
    foreground: { type: "boolean", doc: "stay in the foreground" },
    port: { type: "string", value: "N", doc: "listen on this port; 0 takes a free one" },
    host: { type: "string", value: "HOST", doc: "listen on this address" },
    config: configFlag,
    record: {
      type: "string",
      value: "DIR",
      doc: "write requests and answers, as they are, to a file there, for squeezr replay",
    },
    json: jsonFlag,
    by: { type: "string", value: "WHO", doc: "this is the proxy of another command", hidden: true },
    job: { type: "string", value: "NAME", doc: "whose it is", hidden: true },
  },
  async run(io, { flags }) {
    const by = starterOf(flags);
    if (by === undefined) return await startBehind(io, flags);
    const config = startSettings(io, flags, by !== "background");
    const job = config.proxy.port === 0 ? flags.job ?? jobOf(io) : undefined;
    const ending = by === "run" ? leashed(io) : endingOf(io);
    await reapOrphans();
    const serving = { config, state: stateOf(io), by, job, record: flags.record };
    return await serveUntilTold(io, serving, ending, (run) => {
      // What a process in the background prints would end up in the log.
      if (by === "foreground") io.out(announced(run, { json: flags.json, before: false }));
      if (by === "run") io.out(`${JSON.stringify(run)}\n`);
    });
  },
});
