import type { Config } from "./config.ts";
import type { Problem } from "./problem.ts";
import type { Setting } from "./settings.ts";

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Whether a URL leads to a proxy on this machine. */
export function leadsTo(text: string, proxy: { readonly host: string; readonly port: number }) {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  return port === proxy.port && (LOOPBACK.test(url.hostname) || url.hostname === proxy.host);
}

/** Whether a URL leads to the proxy of this configuration. */
function isItself(text: string, { proxy }: Config): boolean {
  return leadsTo(text, proxy);
}

/** Upstreams that are this very proxy: a request to one would go round for ever. */
export function loops(config: Config, settings: readonly Setting[]): Problem[] {
  return Object.entries(config.upstreams).flatMap(([name, upstream]): Problem[] => {
    if (!isItself(upstream.url, config)) return [];
    const setting = settings.find(({ key }) => key === `upstreams.${name}`);
    return [{
      source: setting?.source ?? "default",
      where: setting?.where ?? "proxy.port",
      text: `upstreams.${name} is this proxy itself (${upstream.url}); give it the API's own URL`,
    }];
  });
}

const VARIABLES = [
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "ALL_PROXY",
  "http_proxy",
  "https_proxy",
  "all_proxy",
];

/** Variables that would send what goes upstream back to this very proxy. */
export function variableLoops(
  config: Config,
  env: Readonly<Record<string, string | undefined>>,
): Problem[] {
  // A proxy may be named without its scheme.
  const urlOf = (text = "") => text.includes("://") ? text : `http://${text}`;
  return VARIABLES.filter((name) => isItself(urlOf(env[name]), config)).map((name) => ({
    source: "env",
    where: name,
    text: "this is squeezr itself, and squeezr goes through it to its upstreams; unset it",
  }));
}
