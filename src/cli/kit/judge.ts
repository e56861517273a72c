import { readRunFiles, type RunFile } from "../../admin/run_file.ts";
import { anyProgram } from "../../clients/any.ts";
import { basesOf, type Standing } from "../../clients/bases.ts";
import { claude } from "../../clients/claude.ts";
import { isTrusted } from "../../clients/claude_trust.ts";
import type { Base, Client, Machine } from "../../clients/client.ts";
import type { Fate, Judged } from "../../clients/lead.ts";
import type { Config } from "../../config/config.ts";
import { homeOf, placesOf } from "../../config/home.ts";
import { table } from "../../config/table.ts";
import { baseUrl } from "../../config/upstream.ts";
import { routeOf } from "../../proxy/routes.ts";
import type { Io } from "./io.ts";
import { occupantOf } from "./survey.ts";

/** What is known of this machine when base URLs are looked into. */
interface Known {
  readonly client: Client;
  readonly machine: Machine;
  /** The client's own arguments. */
  readonly args: readonly string[];
  /** Proxies of this state folder, dead ones too. */
  readonly runs: readonly RunFile[];
  /** Ports at which a proxy of ours may have been. */
  readonly ports: readonly number[];
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Looks into every base URL that a client would use as things are: where it leads, and whether it may be changed. */
export async function judged(
  io: Io,
  client: Client,
  machine: Machine,
  args: readonly string[],
  config: Config,
): Promise<readonly Judged[]> {
  const home = homeOf(io.env, io.cwd);
  const runs = home === undefined ? [] : readRunFiles(placesOf(home).run);
  const ports = [config.proxy.port, table.proxy.port.initial];
  const known = { client, machine, args, runs, ports };
  return await Promise.all(
    basesOf(client, machine).map(async (base) => ({ ...base, fate: await fateOf(base, known) })),
  );
}

async function fateOf(standing: Standing, known: Known): Promise<Fate> {
  const bound = boundBy(standing, known);
  if (bound !== undefined) return { kind: "left", why: bound };
  const plain = baseUrl.parse(standing.url.trim(), { ruleNames: [] });
  if (plain === undefined) return { kind: "left", why: `an upstream must be ${baseUrl.allowed}` };
  const url = new URL(plain);
  return LOOPBACK.test(url.hostname) ? await localFate(standing, url, known) : upstream(plain);
}

function upstream(url: string): Fate {
  return { kind: "upstream", url };
}

/** Why a file's base URL can't be taken over: nobody but the file's owner may say where a credential goes. */
function boundBy({ scope, where }: Standing, { client, machine, args }: Known): string | undefined {
  if (scope === "managed") return "no user's settings win over an administrator's";
  if (scope === "environment") return undefined;
  if (client === anyProgram) return `only the client that reads ${where} may be sent there`;
  if (client !== claude) return undefined;
  if (args.includes("--settings")) return "--settings is among the arguments, and counts once only";
  return scope === "project" && !isTrusted(machine, args)
    ? "Claude Code has not been told to trust this folder"
    : undefined;
}

/** On this machine a base URL may name a squeezr, and a proxy before a proxy would shorten what is short. */
async function localFate({ base }: Standing, url: URL, { runs, ports }: Known): Promise<Fate> {
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const run = runs.find((run) => run.port === port);
  const { kind } = await occupantOf(run ?? { host: url.hostname.replace(/^\[|\]$/g, ""), port });
  if (kind === "nobody" && run === undefined && ports.includes(port)) return { kind: "gone" };
  const isOurs = run !== undefined && (kind === "squeezr" || kind === "nobody");
  const there = isOurs ? behind(run, url, base) : undefined;
  if (there !== undefined) return upstream(there);
  return kind === "squeezr" || kind === "other"
    ? { kind: "left", why: "it names a squeezr, and where that one goes is not known here" }
    : upstream(plainOf(url));
}

/** Where a proxy of ours sends what comes to this base URL. */
function behind({ upstreams = {} }: RunFile, url: URL, base: Base): string | undefined {
  const path = plainOf(url).slice(url.origin.length);
  const isNamed = path.startsWith("/to/");
  const route = isNamed
    ? routeOf({ path, query: url.searchParams, header: () => null })
    : { ...base };
  const at = upstreams[route.upstream];
  return at === undefined ? undefined : (at + route.path).replace(/\/+$/, "");
}

function plainOf(url: URL): string {
  return url.href.replace(/\/+$/, "");
}
