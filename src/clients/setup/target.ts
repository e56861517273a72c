import { baseUrl, type Upstream } from "../../config/upstream.ts";
import { EditRefused } from "../../config/toml_edit.ts";
import { basesOf, type Standing } from "../bases.ts";
import type { Base, Client, Machine } from "../client.ts";

/** The proxy that clients are to be pointed at. */
export interface Door {
  /** Without a slash at its end. */
  readonly url: string;
  /** By name, as the settings have them. */
  readonly upstreams: Readonly<Record<string, Upstream>>;
  /** Whether a URL leads to this proxy already. */
  isOurs(url: string): boolean;
}

/** An address that a client had before: an upstream of its own from now on, so that its key goes nowhere else. */
export interface Kept {
  readonly name: string;
  readonly upstream: Upstream;
  /** Where it was set. */
  readonly where: string;
}

/** Where a client is to be pointed for one of its APIs. */
export interface Target {
  readonly url: string;
  readonly kept?: Kept;
}

function isSame(one: Base, other: Base): boolean {
  return one.upstream === other.upstream && one.path === other.path;
}

/** The address that the user chose before, if any. What a project or an administrator says isn't the user's to move. */
function chosenBefore(client: Client, machine: Machine, base: Base, door: Door) {
  return basesOf(client, machine).findLast((standing) =>
    isSame(standing.base, base) && !door.isOurs(standing.url) &&
    (standing.scope === "user" || standing.scope === "environment")
  );
}

/** The name of the upstream for an address; another one where this is taken. */
function nameFor(wish: string, url: string, { upstreams }: Door): string {
  const names = [wish, ...Array.from({ length: 98 }, (_, i) => `${wish}-${i + 2}`)];
  return names.find((name) => !Object.hasOwn(upstreams, name) || upstreams[name].url === url)!;
}

function keptAs(wish: string, { base, url, where }: Standing, door: Door): Target {
  const plain = baseUrl.parse(url, { ruleNames: [] });
  if (plain === undefined) {
    throw new EditRefused(
      `the base URL in ${where} can't be kept as an upstream: it must be ${baseUrl.allowed}`,
    );
  }
  const tail = plain.endsWith(base.path) ? base.path : "";
  const root = plain.slice(0, plain.length - tail.length);
  const name = nameFor(wish, root, door);
  const api = base.upstream === "chatgpt" ? "openai" : base.upstream;
  return {
    url: `${door.url}/to/${name}${tail}`,
    kept: { name, upstream: { url: root, api }, where },
  };
}

/** Where to point a client for a base. An address that was set before becomes an upstream of the client's own. */
export function targetOf(client: Client, machine: Machine, base: Base, door: Door): Target {
  const plain = { url: door.url + base.path };
  const before = chosenBefore(client, machine, base, door);
  if (before === undefined) return plain;
  const usual = door.upstreams[base.upstream].url + base.path;
  if (before.url.replace(/\/+$/, "") === usual) return plain;
  const several = basesIn(client, machine).length > 1;
  return keptAs(several ? `${client.name}-${base.upstream}` : client.name, before, door);
}

/** The APIs that a client is pointed at one by one. */
function basesIn(client: Client, machine: Machine): readonly Base[] {
  const bases = client.places(machine).flatMap(({ holds }) => "base" in holds ? holds.base : []);
  return bases.filter((base, i) => bases.findIndex((other) => isSame(base, other)) === i);
}
