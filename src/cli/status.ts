import { whereabouts } from "../admin/run_file.ts";
import { homeOf } from "../config/home.ts";
import { version } from "../config/version.ts";
import { plural } from "../text/plural.ts";
import { command, jsonFlag, portFlag } from "./kit/command.ts";
import { urlOf } from "./kit/ask.ts";
import { duration, percent, size } from "./kit/format.ts";
import { fieldsOf, numberOf } from "./kit/fields.ts";
import { findTarget, surveyHere, type Target } from "./kit/target.ts";
import { type Health, staleLine } from "./kit/survey.ts";

function about({ run }: Target): string {
  if (run === undefined) return "  not started from this state folder\n";
  return `  pid ${run.pid}, ${whereabouts[run.by]}, since ${run.started}\n`;
}

function screen(target: Target, health: Health): string {
  const store = fieldsOf(health.expand_store);
  const compression = fieldsOf(health.compression);
  const other = health.version === version
    ? ""
    : `, this command is ${version}: restart to change over`;
  const requests = numberOf(compression.requests);
  const originals = numberOf(store.size);
  return `squeezr ${health.version} answers on ${urlOf(target)}${other}\n` + about(target) +
    `  up ${duration(numberOf(health.uptime_seconds))}, ` +
    `${requests} ${plural(requests, "request")}, ` +
    `${percent(numberOf(compression.savings_pct))} of new results saved\n` +
    `  ${originals} ${plural(originals, "original")} in memory (${size(numberOf(store.bytes))})\n` +
    (health.bypassed === true ? "  bypass is on: new results go up as they are\n" : "") +
    (target.run?.warnings ?? []).map((warning) => `  ${warning}\n`).join("");
}

/** Says whether a proxy answers. */
export const status = command({
  name: "status",
  summary: "say whether a proxy answers, and how it does",
  usage: "",
  most: 0,
  about: "Exit code 0 when it answers, 1 when it doesn't, so that it serves as a health check.",
  examples: [
    ["squeezr status", "the background proxy"],
    ["squeezr status --port 8081 --json", "another one, for a script"],
  ],
  flags: { port: portFlag, json: jsonFlag },
  async run(io, { flags }) {
    const found = await surveyHere(io);
    const target = await findTarget(io, flags.port, found);
    const health = target?.health;
    const ports = found.running.map(({ run }) => run.port);
    if (flags.json) {
      const { pid, started, by } = target?.run ?? {};
      const facts = {
        running: health !== undefined,
        port: target?.port,
        pid,
        started,
        by,
        health,
        ports,
      };
      io.out(`${JSON.stringify({ ...facts, home: homeOf(io.env, io.cwd) })}\n`);
      return health ? 0 : 1;
    }
    for (const run of found.stale) io.err(staleLine(run));
    if (target && health) {
      io.out(screen(target, health));
      const others = ports.filter((port) => port !== target.port);
      if (others.length > 0) io.out(`Others run on ports ${others.join(", ")}.\n`);
      return 0;
    }
    io.out(
      target
        ? `The proxy on port ${target.port} took the call and did not answer. Its log: squeezr logs\n`
        : 'No proxy runs. Start one with "squeezr start".\n',
    );
    return 1;
  },
});
