import { networkInterfaces } from "node:os";
import { Guest, Guests } from "./socket/guests.ts";
import {
  type Accept,
  isSayable,
  LONGEST_MESSAGE,
  LOST,
  type Message,
  type Socket,
} from "./socket/socket.ts";

/** A function that answers requests. Without `accept` no upgrade is taken. */
export type Handler = (request: Request, accept?: Accept) => Response | Promise<Response>;

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
  readonly guests: Guests;
  /** Resolves when the last answer has gone down. */
  close(): Promise<void>;
  cut(): void;
}

/** The parts of Bun that are used; its types are not there under Deno. */
interface BunRuntime {
  serve(options: Record<string, unknown>): BunServer;
}

interface BunServer {
  readonly port: number;
  stop(closeActiveConnections?: boolean): Promise<void>;
  upgrade(request: Request, options: { headers: Headers; data: Guest }): boolean;
}

interface BunSocket {
  readonly data: Guest;
  readonly readyState: number;
  send(message: Message): number;
  close(code?: number, reason?: string): void;
  getBufferedAmount(): number;
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
      for (const { guests } of doors) guests.leave();
      let timer: ReturnType<typeof setTimeout> | undefined;
      const patience = new Promise<void>((resolve) => timer = setTimeout(resolve, milliseconds))
        .then(() => doors.forEach((door) => door.cut()));
      await Promise.race([Promise.all(doors.map((door) => door.close())), patience]);
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

const ignore = () => {};

function openDeno(handler: Handler, { host, port }: Address): Door {
  const cut = new AbortController();
  let isShutting = false;
  const guests = new Guests();
  const accept = acceptingDeno(guests);
  const server = Deno.serve({
    hostname: host,
    port,
    signal: cut.signal,
    onListen: ignore,
  }, (request) => handler(request, accept));
  return {
    port: (server.addr as Deno.NetAddr).port,
    guests,
    async close() {
      // The runtime would part from them at once.
      await guests.gone(cut.signal);
      isShutting = true;
      if (!cut.signal.aborted) await server.shutdown();
    },
    cut() {
      // Once it shuts, it fails where it is told to hurry: what is left ends with the process.
      if (!isShutting) cut.abort();
    },
  };
}

function acceptingDeno(guests: Guests): Accept {
  return (request, { headers, protocol }, begin) => {
    const asked = protocol === undefined ? request : withProtocolsSpaced(request);
    // Whether a silent end is still there, the other end finds out.
    const { socket, response } = Deno.upgradeWebSocket(asked, { protocol, idleTimeout: 0 });
    for (const [name, value] of headers) response.headers.append(name, value);
    socket.binaryType = "arraybuffer";
    const guest = new Guest(guests, begin);
    const client = clientOfDeno(socket);
    socket.onopen = () => guest.enter(client);
    socket.onmessage = ({ data }) =>
      guest.message(typeof data === "string" ? data : new Uint8Array(data));
    socket.onclose = ({ code, reason }) => {
      // It may be lost before it is open.
      guest.enter(client);
      guest.closed(code === 0 ? LOST : { code, reason });
    };
    return response;
  };
}

/** The runtime knows a subprotocol in a list only behind a comma and a space. */
function withProtocolsSpaced(request: Request): Request {
  const headers = new Headers(request.headers);
  const name = "sec-websocket-protocol";
  headers.set(name, (headers.get(name) ?? "").split(/\s*,\s*/).join(", "));
  return Object.create(request, { headers: { value: headers } });
}

function clientOfDeno(socket: WebSocket): Socket {
  const isOpen = () => socket.readyState === WebSocket.OPEN;
  return {
    get isOpen() {
      return isOpen();
    },
    get waiting() {
      return socket.bufferedAmount;
    },
    send: (message) => {
      if (isOpen()) socket.send(message as string | Uint8Array<ArrayBuffer>);
    },
    close: ({ code, reason }) => {
      if (isSayable(code)) socket.close(code, reason);
      else socket.close();
    },
    hold: ignore,
    release: ignore,
  };
}

function openBun(bun: BunRuntime, handler: Handler, { host, port }: Address): Door {
  const cut = new AbortController();
  const guests = new Guests();
  const server = bun.serve({
    hostname: host,
    port,
    async fetch(request: Request, server: BunServer) {
      const taken = { isTaken: false };
      const answer = await handler(request, acceptingBun(server, guests, taken));
      return taken.isTaken ? undefined : answer;
    },
    websocket: HEARING_BUN,
    // The default cuts a stream that is silent for 12 seconds; a model may think for minutes.
    idleTimeout: 0,
    maxRequestBodySize: LARGEST_REQUEST,
    development: false,
    // Outside development Bun shares a port that is taken, with whoever holds it, unless it is told not to.
    reusePort: false,
  });
  return {
    port: server.port,
    guests,
    async close() {
      await Promise.all([server.stop(), guests.gone(cut.signal)]);
    },
    cut() {
      cut.abort();
      void server.stop(true);
    },
  };
}

/** The runtime answers an upgrade by itself: `taken` tells that it did. */
function acceptingBun(server: BunServer, guests: Guests, taken: { isTaken: boolean }): Accept {
  return (request, { headers, protocol }, begin) => {
    const all = new Headers(headers);
    if (protocol !== undefined) all.set("sec-websocket-protocol", protocol);
    taken.isTaken = server.upgrade(request, { headers: all, data: new Guest(guests, begin) });
    if (!taken.isTaken) throw new TypeError("the request could not be made a WebSocket");
    return new Response(null);
  };
}

/** Silence is no reason to part, nor is a slow reader: the upstream is held up for it. */
const HEARING_BUN = {
  idleTimeout: 0,
  sendPings: false,
  maxPayloadLength: LONGEST_MESSAGE,
  backpressureLimit: LONGEST_MESSAGE,
  perMessageDeflate: false,
  open: (socket: BunSocket) => socket.data.enter(clientOfBun(socket)),
  message: (socket: BunSocket, message: Message) => socket.data.message(message),
  close: (socket: BunSocket, code: number, reason: string) => socket.data.closed({ code, reason }),
};

function clientOfBun(socket: BunSocket): Socket {
  return {
    get isOpen() {
      return socket.readyState === WebSocket.OPEN;
    },
    get waiting() {
      return socket.getBufferedAmount();
    },
    send: (message) => void socket.send(message),
    close: ({ code, reason }) => {
      if (isSayable(code)) socket.close(code, reason);
      else socket.close();
    },
    hold: ignore,
    release: ignore,
  };
}
