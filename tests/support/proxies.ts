import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TOKEN_HEADER } from "../../src/admin/routes.ts";
import type { Config } from "../../src/config/config.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { Provider } from "../../src/demo/provider.ts";
import { createProxy, type Proxy } from "../../src/proxy/proxy.ts";
import { ruleNames } from "../../src/rules/list.ts";

const TOKEN = "token-of-these-tests";
const DOOR = "http://127.0.0.1:8080";

/** A change to the configuration that a proxy has by default. */
export type Settings = (config: Config) => Config;

/** Settings of `[compression]`. */
export function compression(change: Partial<Config["compression"]>): Settings {
  return (config) => ({ ...config, compression: { ...config.compression, ...change } });
}

/** A proxy in this process, and what it wrote to its log. */
export interface Housed extends Proxy {
  readonly log: readonly string[];
}

/** A proxy on a state folder, before a provider, without a port; of this source, or of a changed one. */
export function housed(
  home: string | undefined,
  provider: Pick<Provider, "fetch">,
  settings: Settings = (config) => config,
  create: typeof createProxy = createProxy,
  now: () => number = Date.now,
): Housed {
  const log: string[] = [];
  const say = (line: string) => void log.push(line);
  const { config } = loadConfig({
    env: {},
    cwd: tmpdir(),
    flags: {},
    file: undefined,
    project: false,
    ruleNames,
  });
  const proxy = create({
    config: settings(config),
    home,
    version: "0.0.0",
    port: () => 8080,
    token: TOKEN,
    log: { info: say, warn: say, error: say },
    stop: () => {},
    now,
    send: (input, init) => provider.fetch(new Request(input, init)),
  });
  return { ...proxy, log };
}

/** The same request, at the proxy's door. */
export function atDoor(request: Request): Request {
  const { pathname, search } = new URL(request.url);
  const headers = new Headers(request.headers);
  headers.set("host", new URL(DOOR).host);
  return new Request(DOOR + pathname + search, new Request(request, { headers }));
}

/** Turns the bypass of a proxy on or off. */
export async function bypass(proxy: Proxy, on: boolean): Promise<void> {
  const request = new Request(`${DOOR}/squeezr/bypass`, {
    method: "POST",
    headers: { [TOKEN_HEADER]: TOKEN },
    body: JSON.stringify({ bypassed: on }),
  });
  await (await proxy.fetch(atDoor(request))).text();
}

/** What a proxy tells of itself. */
export async function statsOf(proxy: Proxy) {
  const response = await proxy.fetch(atDoor(new Request(`${DOOR}/squeezr/stats`)));
  return await response.json();
}

/** Runs something with a folder of its own, which is gone afterwards. */
export async function withFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "squeezr-test-"));
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
