import { defaultConfig } from "../config/settings.ts";
import { version } from "../config/version.ts";
import { plural } from "../text/plural.ts";
import { listen } from "../demo/listen.ts";
import { type Played, playSession } from "../demo/play.ts";
import { createProvider } from "../demo/provider.ts";
import { scriptOf, session } from "../demo/session.ts";
import { createProxy, type Proxy } from "../proxy/proxy.ts";
import { serve } from "../proxy/server.ts";
import { command } from "./kit/command.ts";
import { Failure } from "./kit/failure.ts";
import { grid, percent, size } from "./kit/format.ts";

const INTRO =
  `A recorded session of an agent at work, through a proxy of its own, to a provider that is as strict as
the real one: it refuses a request in which anything stands otherwise than it was sent before.
`;

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

function rowOf({ request, bytesIn, bytesUp, changed }: Played): string[] {
  const saved = percent(100 * (bytesIn - bytesUp) / bytesIn);
  return [`${request}`, size(bytesIn), size(bytesUp), saved, changed === 0 ? "none" : `${changed}`];
}

function sumOf(rows: readonly Played[]): string {
  const sum = (of: (row: Played) => number) => rows.reduce((all, row) => all + of(row), 0);
  const [bytesIn, bytesUp] = [sum((row) => row.bytesIn), sum((row) => row.bytesUp)];
  const changed = sum((row) => row.changed);
  return `${rows.length} ${plural(rows.length, "request")}: ${size(bytesIn)} in, ${
    size(bytesUp)
  } up, ` +
    `${percent(100 * (bytesIn - bytesUp) / bytesIn)} saved. ` +
    (changed === 0
      ? "Not one byte that was sent was changed later.\n"
      : `Messages that were changed after they were sent: ${changed}.\n`);
}

/** Shows the proxy at work, without a key and without a network. */
export const demo = command({
  name: "demo",
  summary: "show the proxy at work on a recorded session, without a key",
  usage: "",
  most: 0,
  about: "Exit code 1 when a byte that was sent was changed later, or a request was refused.",
  examples: [["squeezr demo", "what goes in and what goes up, request by request"]],
  flags: {},
  async run(io) {
    const provider = createProvider({ script: scriptOf(session) });
    const upstream = await listen((request) => provider.fetch(request));
    const proxy = proxyBefore(upstream.url);
    const rows: Played[] = [];
    try {
      for await (const row of playSession(session, through(proxy.port()), provider)) rows.push(row);
    } finally {
      proxy.close();
      await upstream.close();
    }
    if (rows.length === 0) throw new Failure("the recorded session holds no request");
    const head = ["request", "in", "up", "saved", "sent before and changed"];
    io.out(`${INTRO}\n${grid([head, ...rows.map(rowOf)])}\n${sumOf(rows)}`);
    return rows.every(({ changed }) => changed === 0) ? 0 : 1;
  },
});
