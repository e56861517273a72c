import { defaultConfig } from "../config/settings.ts";
import { version } from "../config/version.ts";
import { createProxy, type Proxy } from "../proxy/proxy.ts";
import { serve } from "../proxy/server.ts";
import { listen } from "./listen.ts";
import { type Played, playSession } from "./play.ts";
import { createProvider } from "./provider.ts";
import { scriptOf, session } from "./session.ts";

/** Plays the recorded session through a proxy of its own to a provider of its own, both on this machine. */
export async function* show(): AsyncGenerator<Played, void> {
  const provider = createProvider({ script: scriptOf(session) });
  const upstream = await listen((request) => provider.fetch(request));
  const proxy = proxyBefore(upstream.url);
  try {
    yield* playSession(session, through(proxy.port()), provider);
  } finally {
    proxy.close();
    await upstream.close();
  }
}

/** A proxy before this provider, on a free port, with its state in memory. */
function proxyBefore(provider: string): Proxy & { readonly port: () => number } {
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
  });
  const door = serve(proxy.fetch, { host: "127.0.0.1", port: 0 });
  const close = () => {
    proxy.close();
    void door.drain(0);
  };
  return { ...proxy, port, close };
}

/** The same request, to the proxy's port. */
function through(port: number): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const { method, headers } = request;
    const body = await request.arrayBuffer();
    return await fetch(`http://127.0.0.1:${port}${pathname}${search}`, { method, headers, body });
  };
}
