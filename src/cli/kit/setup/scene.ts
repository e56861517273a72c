import { readRunFiles } from "../../../admin/run_file.ts";
import type { Client, Machine } from "../../../clients/client.ts";
import { clients } from "../../../clients/list.ts";
import { machineOf } from "../../../clients/machine.ts";
import type { Door } from "../../../clients/setup/target.ts";
import { shells } from "../../../clients/shells.ts";
import type { Config } from "../../../config/config.ts";
import { leadsTo } from "../../../config/loops.ts";
import { ConfigError } from "../../../config/problem.ts";
import { defaultConfig } from "../../../config/settings.ts";
import { didYouMean } from "../../../config/nearest.ts";
import { urlOf } from "../ask.ts";
import { Failure, WrongUse } from "../failure.ts";
import type { Io } from "../io.ts";
import { placesHere, settingsOf } from "../settings.ts";

/** What setting up works on: the machine, the proxy that is meant, and where squeezr keeps things. */
export interface Scene {
  readonly machine: Machine;
  readonly door: Door;
  readonly port: number;
  /** squeezr's own file of settings. */
  readonly config: string;
  /** The folder of the records. */
  readonly folder: string;
  /** The file that is held while files are written. */
  readonly lock: string;
}

/** The clients that `setup` knows, and the shells. */
export const settable: readonly Client[] = [...clients, ...shells];

/** This machine, with the user's home folder. */
export function machineHere(io: Io): Machine {
  const machine = machineOf(io.env, io.cwd);
  if (machine) return machine;
  throw new Failure("there is no home folder, so no client has settings here: set HOME");
}

/** Looks at the machine and the settings. A proxy on a port that changes is nothing to point clients at. */
export function sceneOf(io: Io, port: string | undefined): Scene {
  const { config } = settingsOf(io, { port }, false);
  if (config.proxy.port === 0) {
    throw new Failure(
      "proxy.port is 0, a free one at each start, and clients need one that stays: " +
        "squeezr config set proxy.port 8080",
    );
  }
  return sceneWith(io, config);
}

/** The same for taking things out, which wrong settings must not keep anybody from. */
export function sceneAnyway(io: Io): Scene {
  try {
    return sceneWith(io, settingsOf(io, {}, false).config);
  } catch (error) {
    if (error instanceof ConfigError) return sceneWith(io, defaultConfig);
    throw error;
  }
}

function sceneWith(io: Io, { proxy, upstreams }: Config): Scene {
  const places = placesHere(io);
  const ports = [proxy.port, ...readRunFiles(places.run).map((run) => run.port)];
  const isOurs = (url: string) => ports.some((port) => leadsTo(url, { host: proxy.host, port }));
  return {
    machine: machineHere(io),
    door: { url: urlOf(proxy), upstreams, isOurs },
    port: proxy.port,
    config: places.config,
    folder: places.setup,
    lock: `${places.setup}.lock`,
  };
}

/** The clients of these names. */
export function clientsNamed(names: readonly string[]): readonly Client[] {
  return [...new Set(names)].map((name) => {
    const client = settable.find((client) => client.name === name);
    if (client) return client;
    const known = settable.map((client) => client.name);
    throw new WrongUse(
      `there is no client "${name}"${didYouMean(name, known)}; known: ${known.join(", ")}`,
    );
  });
}
