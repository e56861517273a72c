import { readRunFiles } from "../../admin/run_file.ts";
import { environmentOf } from "../../clients/bases.ts";
import type { Client, Machine } from "../../clients/client.ts";
import { type Judged, type Lead, leadOf } from "../../clients/lead.ts";
import { homeOf, placesOf } from "../../config/home.ts";
import { urlOf } from "./ask.ts";
import type { Io } from "./io.ts";
import { judged } from "./judge.ts";
import { directVariables, withoutDirect } from "./lead.ts";
import { settingsOf } from "./settings.ts";
import type { Target } from "./target.ts";

/** Variables and what they are to hold; one without a value is to be taken away. */
export type Changes = Readonly<Record<string, string | undefined>>;

/** How a client is led through a proxy that runs already, whose upstreams are settled. */
export async function leadTo(
  io: Io,
  target: Target,
  client: Client,
  machine: Machine,
): Promise<Lead> {
  const { config } = settingsOf(io, {}, false);
  const found = await judged(io, client, machine, [], config);
  const url = urlOf(target);
  const others = found.filter((each) => !each.url.startsWith(url));
  return leadOf(client, machine, others.map((each) => settled(each, target, client)));
}

/** A base URL may give way to the proxy's where the proxy goes to the same place, and nowhere else. */
function settled(found: Judged, { run }: Target, { first }: Client): Judged {
  const { base, fate, scope } = found;
  if (fate.kind !== "upstream") return found;
  const there = run?.upstreams?.[base.upstream];
  const left = (why: string): Judged => ({ ...found, fate: { kind: "left", why } });
  if (there !== undefined && fate.url === there + base.path) {
    return scope !== "environment" && first === "files"
      ? left("what this file says wins over the environment; squeezr run passes by it")
      : found;
  }
  const path = base.path !== "" && fate.url.endsWith(base.path) ? base.path : "";
  const upstream = fate.url.slice(0, fate.url.length - path.length);
  return left(
    `the proxy goes to ${
      there ?? "a place that is not known here"
    } for this API; to change that: ` +
      `squeezr config set upstreams.${base.upstream} ${upstream}, then squeezr stop and squeezr start`,
  );
}

/** What leads programs to a proxy. */
export function setting(io: Io, target: Target, lead: Lead): Changes {
  return {
    ...lead.environment(urlOf(target)),
    ...directVariables(io.env),
    SQUEEZR_PORT: String(target.port),
  };
}

/** What takes back what `setting` did, in a shell that has it: values that are another's stay. */
export function unsetting(io: Io, client: Client, machine: Machine): Changes {
  const urls = portsOf(io).map((port) => urlOf({ host: "127.0.0.1", port }));
  const led = urls.flatMap((url) =>
    Object.entries(environmentOf(client, machine, ({ path }) => url + path))
  );
  const names = led.filter(([name, value]) => io.env[name] === value).map(([name]) => name);
  const ours = Object.fromEntries(names.map((name) => [name, undefined]));
  if (!io.env.SQUEEZR_PORT) return ours;
  return { ...ours, ...withoutDirect(io.env), SQUEEZR_PORT: undefined };
}

/** Ports that a proxy of ours has, or had. */
function portsOf(io: Io): readonly number[] {
  const home = homeOf(io.env, io.cwd);
  const runs = home === undefined ? [] : readRunFiles(placesOf(home).run);
  return [settingsOf(io, {}, false).config.proxy.port, ...runs.map(({ port }) => port)];
}
