import { defaultConfig } from "../config/settings.ts";
import { version } from "../config/version.ts";
import { createProxy, type Proxy } from "../proxy/proxy.ts";
import { serve } from "../proxy/server.ts";

/** A proxy on a port of this machine. */
export type Staged = Proxy & { readonly port: () => number };

/** A proxy before this provider, on a free port, with its state in memory. `send` takes the place of the network. */
export function proxyBefore(provider: string, send?: typeof fetch): Staged {
  const url = { ...defaultConfig.upstreams.anthropic, url: provider };
  const port = () => door.port;
  const proxy = createProxy({
    config: { ...defaultConfig, upstreams: { ...defaultConfig.upstreams, anthropic: url } },
    home: undefined,
    version,
    port,
    token: crypto.randomUUID(),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    stop: () => {},
    send,
  });
  const door = serve(proxy.fetch, { host: "127.0.0.1", port: 0 });
  const close = async () => {
    void door.drain(0);
    await proxy.close();
  };
  return { ...proxy, port, close };
}
