import type { Config } from "../../src/config/config.ts";
import { serve } from "../../src/proxy/server.ts";
import { type Housed, housed } from "../support/proxies.ts";
import { type Manners, SocketUpstream } from "./upstream.ts";

/** A proxy on a port before an upstream that speaks WebSocket. */
export interface Scene {
  readonly upstream: SocketUpstream;
  readonly proxy: Housed;
  /** The proxy's, as a client of WebSockets writes it. */
  readonly url: string;
  /** Bodies that went up over HTTP. */
  readonly bodies: readonly string[];
  /** Tells the proxy to end, and resolves when it has. */
  drain(milliseconds: number): Promise<void>;
}

/** Plays something between a client and an upstream of these manners. */
export async function scene(
  manners: Manners,
  play: (scene: Scene) => Promise<void>,
  change: (config: Config) => Config = (config) => config,
): Promise<void> {
  const upstream = await SocketUpstream.start(manners);
  const bodies: string[] = [];
  const fetch = async (request: Request) => {
    bodies.push(await request.text());
    return new Response("plain");
  };
  const proxy = housed(
    undefined,
    { fetch },
    (config) => {
      const url = `${upstream.url}/base`;
      const openai = { ...config.upstreams.openai, url };
      const chatgpt = { ...config.upstreams.chatgpt, url };
      const mine = { url, api: "openai" } as const;
      return change({ ...config, upstreams: { ...config.upstreams, openai, chatgpt, mine } });
    },
  );
  const server = serve(proxy.fetch, { host: "127.0.0.1", port: 0 });
  try {
    const { drain } = server;
    await play({ upstream, proxy, url: `ws://127.0.0.1:${server.port}`, bodies, drain });
  } finally {
    await upstream.close();
    await server.drain(0);
    await proxy.close();
  }
}
