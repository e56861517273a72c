import { spawnSync } from "node:child_process";
import process from "node:process";
import type { Machine } from "../../../clients/client.ts";
import { homeOf } from "../../../config/home.ts";
import { Failure } from "../failure.ts";
import type { Io } from "../io.ts";
import { launchd } from "./launchd.ts";
import type { Job, Order, Service } from "./service.ts";
import { systemd } from "./systemd.ts";
import { scheduledTask } from "./task.ts";

/** What a proxy reads from the environment: its own settings, and the way to the network. */
const NEEDED = /^(SQUEEZR_.*|(HTTPS?|ALL|NO)_PROXY|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR))$/i;

function jobOf(io: Io, home: string, port: string | undefined): Job {
  const own = Object.entries(io.env).filter(([name, value]) =>
    NEEDED.test(name) && value !== undefined && value !== ""
  );
  // A relative folder means another one from another working directory.
  const env = { ...Object.fromEntries(own), SQUEEZR_HOME: home };
  const args = ["start", "--foreground", ...(port === undefined ? [] : ["--port", port])];
  return { program: io.program, args, env };
}

/** The service as this machine's system keeps it, on the port of the settings or another. */
export function serviceHere(io: Io, machine: Machine, port?: string): Service {
  const home = homeOf(io.env, io.cwd);
  if (home === undefined) throw new Failure("there is no state folder: set SQUEEZR_HOME, or HOME");
  const job = jobOf(io, home, port);
  switch (machine.platform) {
    case "linux":
      return systemd(machine, job);
    case "darwin":
      return launchd(machine, job, process.getuid?.() ?? 0);
    case "win32":
      return scheduledTask(machine, job, home);
    default:
      throw new Failure(
        `no kind of service is known on ${machine.platform}: let its supervisor run ` +
          '"squeezr start --foreground"',
      );
  }
}

/** Gives the system an order; what it said where it refused. */
export function tellSystem([program, ...words]: Order): string | undefined {
  const { status, error, stderr } = spawnSync(program, words, { encoding: "utf8" });
  if (error) return `${program} can't be run here (${(error as NodeJS.ErrnoException).code})`;
  if (status === 0) return undefined;
  return `${[program, ...words].join(" ")} ended with ${status}: ${stderr.trim()}`;
}
