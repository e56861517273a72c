import { whereabouts } from "../../../admin/run_file.ts";
import { version } from "../../../config/version.ts";
import { urlOf } from "../ask.ts";
import { hasService } from "../service/change.ts";
import { occupantOf, type Running } from "../survey.ts";
import { type Examine, fail, type Finding, ok, warn } from "./finding.ts";

function ofRunning({ run, health }: Running): Finding[] {
  const name = "proxy";
  if (health === undefined) {
    return [fail(name, `port ${run.port} took the call and did not answer`, "squeezr logs")];
  }
  const where = `${urlOf(run)}, ${whereabouts[run.by]}, pid ${run.pid}`;
  const first = run.version === version
    ? ok(name, where)
    : warn(name, `${where}, is ${run.version}`, "squeezr stop && squeezr start, to change over");
  const more = run.warnings.map((text) => warn(name, text));
  const bypass = health.bypassed === true
    ? [warn(name, "bypass is on: new results go up as they are", "squeezr bypass off")]
    : [];
  return [first, ...more, ...bypass];
}

/** Whether a proxy of ours answers, and who has its port where none does. */
export const proxy: Examine = async ({ io, config, survey }) => {
  if (survey.running.length > 0) return survey.running.flatMap(ofRunning);
  const { host, port } = config.proxy;
  const start = hasService(io) ? "the service should run it: squeezr logs" : "squeezr start";
  if (port === 0) return [warn("proxy", "none runs", start)];
  const { kind } = await occupantOf({ host, port });
  if (kind === "nobody") return [warn("proxy", `none runs; port ${port} is free`, start)];
  return kind === "squeezr"
    ? [
      warn(
        "proxy",
        `port ${port} is held by a squeezr that this state folder doesn't know`,
        "set SQUEEZR_HOME to the folder that it was started with, or take another port",
      ),
    ]
    : [
      fail(
        "proxy",
        `port ${port} is held by another program`,
        "take another port: squeezr config set proxy.port N",
      ),
    ];
};
