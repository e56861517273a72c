import type { Api } from "../config/upstream.ts";
import { environmentOf, type Standing } from "./bases.ts";
import type { Base, Client, Machine, UrlOf, Variable } from "./client.ts";

/** A base URL that is set already, and what is to become of it. */
export interface Judged extends Standing {
  readonly fate: Fate;
}

export type Fate =
  /** The API at this URL is where the proxy is to send what comes for it. */
  | { readonly kind: "upstream"; readonly url: string }
  /** It names a proxy of ours that is no more: as good as not set. */
  | { readonly kind: "gone" }
  /** It stays as it is. The reason ends the sentence "... is left as it is: ". */
  | { readonly kind: "left"; readonly why: string };

/** An upstream that a client was pointed at before. */
export interface Own {
  readonly api: Api;
  readonly url: string;
  /** The variable or the file that says so. */
  readonly where: string;
}

/** How a client is led through a proxy. */
export interface Lead {
  /** What its variables are to hold, with the proxy at this URL. */
  environment(proxy: string): Readonly<Record<string, string>>;
  /** Arguments for it, right after its name. */
  args(proxy: string): readonly string[];
  /** Upstreams that the proxy must have in place of those of its configuration: the client's own. */
  readonly upstreams: readonly Own[];
  /** Base URLs that stay as they are, so that what goes there goes past the proxy. */
  readonly left: readonly Judged[];
}

/** How requests for one API go. */
type Way =
  /** Through the proxy; `tail` is what a base URL has behind the proxy's address. */
  | { readonly kind: "led"; readonly own: Own | undefined; tail(base: Base): string }
  | { readonly kind: "left"; readonly url: string };

const plainTail = ({ path }: Base) => path;

/** Of several base URLs for an API the last one counts. */
function wayTo(api: Api, judged: readonly Judged[]): Way {
  const won = judged.findLast(({ base, fate }) => base.upstream === api && fate.kind !== "gone");
  if (won === undefined) return { kind: "led", own: undefined, tail: plainTail };
  const { base: { path }, fate, url, where } = won;
  if (fate.kind !== "upstream") return { kind: "left", url };
  // `https://gate.example/openai/v1` is `/v1` at an upstream; one without its version has to be named in the path.
  return fate.url.endsWith(path)
    ? {
      kind: "led",
      own: { api, url: fate.url.slice(0, -path.length || undefined), where },
      tail: plainTail,
    }
    : { kind: "led", own: { api, url: fate.url, where }, tail: () => `/to/${api}` };
}

/**
 * Leads a client through a proxy: its variables and arguments name the proxy, and the proxy's upstreams are those that
 * the client was pointed at before, so that no credential goes to anybody else. Where one variable of several for an
 * API is set, no other is added: which of them wins is the client's own affair.
 */
export function leadOf(client: Client, machine: Machine, judged: readonly Judged[]): Lead {
  const wayOf = (api: Api) => wayTo(api, judged);
  const urlOf = (proxy: string): UrlOf => (base) => {
    const way = wayOf(base.upstream);
    return way.kind === "left" ? way.url : proxy + way.tail(base);
  };
  const ways = apisOf(client, machine).map(wayOf);
  const isLed = ways.some(({ kind }) => kind === "led");
  const holds = (variable: Variable) => isLed && mayHold(variable, machine, judged, wayOf);
  const names = new Set(client.variables(machine).filter(holds).map(({ name }) => name));
  return {
    environment: (proxy) => {
      const all = Object.entries(environmentOf(client, machine, urlOf(proxy)));
      return Object.fromEntries(all.filter(([name]) => names.has(name)));
    },
    args: (proxy) => isLed ? client.args(machine, urlOf(proxy)) : [],
    upstreams: ways.flatMap((way) => way.kind === "led" && way.own ? way.own : []),
    left: judged.filter((each) => stays(each, names, judged)),
  };
}

function apisOf(client: Client, machine: Machine): Api[] {
  const holders = [...client.variables(machine), ...client.places(machine)];
  const apis = holders.flatMap(({ holds }) => "base" in holds ? holds.base.upstream : []);
  return [...new Set(apis)];
}

function variablesFor(api: Api, judged: readonly Judged[]): Judged[] {
  return judged.filter(({ base, scope, fate }) =>
    base.upstream === api && scope === "environment" && fate.kind !== "gone"
  );
}

/** Whether a variable is to be set. A word is, where the user has said nothing else. */
function mayHold(
  { name, holds }: Variable,
  { env }: Machine,
  judged: readonly Judged[],
  wayOf: (api: Api) => Way,
): boolean {
  if ("word" in holds) return !env[name];
  if ("text" in holds) return true;
  const api = holds.base.upstream;
  if (wayOf(api).kind === "left") return false;
  const set = variablesFor(api, judged);
  const won = judged.findLast(({ base, fate }) => base.upstream === api && fate.kind !== "gone");
  return set.length === 0 || set.some(({ where, url }) => where === name && url === won?.url);
}

function stays(
  { fate, scope, where, base }: Judged,
  set: ReadonlySet<string>,
  judged: readonly Judged[],
) {
  if (fate.kind !== "upstream") return fate.kind === "left";
  // Of two variables that name different places only one can be led: a proxy has one upstream for an API.
  const rivals = variablesFor(base.upstream, judged);
  return scope === "environment" && !set.has(where) && rivals.some((rival) => set.has(rival.where));
}
