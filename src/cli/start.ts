import { command, configFlag, jsonFlag } from "./kit/command.ts";
import { serveUntilTold } from "./kit/serve.ts";
import { startSettings } from "./kit/settings.ts";
import { announced } from "./kit/announce.ts";
import { startBehind } from "./kit/start_behind.ts";
import { stateOf } from "./kit/state.ts";

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
  ],
  flags: {
    foreground: { type: "boolean", doc: "stay in the foreground" },
    port: { type: "string", value: "N", doc: "listen on this port; 0 takes a free one" },
    host: { type: "string", value: "HOST", doc: "listen on this address" },
    config: configFlag,
    json: jsonFlag,
    behind: { type: "boolean", doc: "this is the process that start leaves behind", hidden: true },
  },
  async run(io, { flags }) {
    if (!flags.foreground && !flags.behind) return await startBehind(io, flags);
    const config = startSettings(io, flags, !flags.behind);
    const by = flags.behind ? "background" : "foreground";
    return await serveUntilTold(io, { config, state: stateOf(io), by }, (run) => {
      // What a process in the background prints would end up in the log.
      if (by === "foreground") io.out(announced(run, { json: flags.json, before: false }));
    });
  },
});
