import { listen } from "./listen.ts";
import { type Played, playSession } from "./play.ts";
import { createProvider } from "./provider.ts";
import { scriptOf, session } from "./session.ts";
import { proxyBefore } from "./stage.ts";

/** Plays the recorded session through a proxy of its own to a provider of its own, both on this machine. */
export async function* show(): AsyncGenerator<Played, void> {
  const provider = createProvider({ script: scriptOf(session) });
  const upstream = await listen((request) => provider.fetch(request));
  const proxy = proxyBefore(upstream.url);
  try {
    yield* playSession(session, through(proxy.port()), provider);
  } finally {
    await proxy.close();
    await upstream.close();
  }
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
