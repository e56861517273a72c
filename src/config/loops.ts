import type { Config } from "./config.ts";
import type { Problem } from "./problem.ts";
import type { Setting } from "./settings.ts";

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Upstreams that are this very proxy: a request to one would go round for ever. */
export function loops(config: Config, settings: readonly Setting[]): Problem[] {
  return Object.entries(config.upstreams).flatMap(([name, upstream]): Problem[] => {
    const url = new URL(upstream.url);
    const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
    const here = LOOPBACK.test(url.hostname) || url.hostname === config.proxy.host;
    if (!here || port !== config.proxy.port) return [];
    const setting = settings.find(({ key }) => key === `upstreams.${name}`);
    return [{
      source: setting?.source ?? "default",
      where: setting?.where ?? "proxy.port",
      text: `upstreams.${name} is this proxy itself (${upstream.url}); give it the API's own URL`,
    }];
  });
}
