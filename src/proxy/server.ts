import { networkInterfaces } from "node:os";

/** A function that answers requests. */
export type Handler = (request: Request) => Response | Promise<Response>;

/** A listening server. */
export interface Listening {
  readonly port: number;
  /** Takes no new connections, lets answers under way end for so long, then cuts them. */
  drain(milliseconds: number): Promise<void>;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/** One listening socket, whichever runtime. */
interface Door {
  readonly port: number;
  /** Resolves when the last answer has gone down. */
  close(): Promise<void>;
  cut(): void;
}

/** The part of Bun that is used; its types are not there under Deno. */
interface BunRuntime {
  serve(options: Record<string, unknown>): {
    readonly port: number;
    stop(closeActiveConnections?: boolean): Promise<void>;
  };
}

const LARGEST_REQUEST = 1024 * 1024 * 1024;

/**
 * Listens at an address, and at `[::1]` too where that is there and the host is 127.0.0.1: some clients resolve
 * `localhost` to it first. Throws an error with `code` `EADDRINUSE` where the port is taken.
 */
export function serve(handler: Handler, at: Address): Listening {
  const first = open(handler, at);
  const doors = [first, ...openSecond(handler, { host: "::1", port: first.port }, at.host)];
  return {
    port: first.port,
    async drain(milliseconds) {
      const timer = setTimeout(() => doors.forEach((door) => door.cut()), milliseconds);
      await Promise.all(doors.map((door) => door.close()));
      clearTimeout(timer);
    },
  };
}

function openSecond(handler: Handler, at: Address, host: string): Door[] {
  if (host !== "127.0.0.1" || !hasLoopback6()) return [];
  try {
    return [open(handler, at)];
  } catch (error) {
    // Somebody else's service may hold the port there; 127.0.0.1 is the address that we name.
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") return [];
    throw error;
  }
}

function hasLoopback6(): boolean {
  return Object.values(networkInterfaces()).flat().some((face) => face?.address === "::1");
}

function open(handler: Handler, at: Address): Door {
  const bun = (globalThis as { Bun?: BunRuntime }).Bun;
  return bun ? openBun(bun, handler, at) : openDeno(handler, at);
}

function openDeno(handler: Handler, { host, port }: Address): Door {
  const cut = new AbortController();
  const server = Deno.serve({
    hostname: host,
    port,
    signal: cut.signal,
    onListen: () => {},
  }, handler);
  return {
    port: (server.addr as Deno.NetAddr).port,
    close: () => server.shutdown(),
    cut: () => cut.abort(),
  };
}

function openBun(bun: BunRuntime, handler: Handler, { host, port }: Address): Door {
  const server = bun.serve({
    hostname: host,
    port,
    fetch: handler,
    // The default cuts a stream that is silent for 12 seconds; a model may think for minutes.
    idleTimeout: 0,
    maxRequestBodySize: LARGEST_REQUEST,
    development: false,
    // Outside development Bun shares a port that is taken, with whoever holds it, unless it is told not to.
    reusePort: false,
  });
  return { port: server.port, close: () => server.stop(), cut: () => void server.stop(true) };
}
