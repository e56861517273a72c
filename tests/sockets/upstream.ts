import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
// @ts-types="@types/ws"
import { type WebSocket, WebSocketServer } from "ws";

/** One WebSocket as the upstream has it. */
export interface Connection {
  readonly socket: WebSocket;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Every message as it came, in order: texts as strings. */
  readonly messages: (string | Uint8Array)[];
  /** How it was closed, once it is. */
  closed?: { readonly code: number; readonly reason: string };
}

/** How an upgrade is refused. */
export interface Refused {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What an upstream does with those who come. */
export interface Manners {
  /** Says no to an upgrade; `undefined` where it is taken. */
  readonly refuse?: (path: string) => Refused | undefined;
  /** Headers of the upgrade's answer, beside those of the handshake. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly protocol?: string;
  /** Called with every connection, before any message. */
  readonly met?: (connection: Connection) => void;
  /** Called with every message. */
  readonly heard?: (connection: Connection, message: string | Uint8Array) => void;
}

/** An upstream that speaks WebSocket on a port of this machine. */
export class SocketUpstream {
  readonly connections: Connection[] = [];
  readonly #server: Server;
  readonly #manners: Manners;
  readonly #sockets: WebSocketServer;

  private constructor(server: Server, manners: Manners) {
    this.#server = server;
    this.#manners = manners;
    this.#sockets = new WebSocketServer({
      noServer: true,
      handleProtocols: () => manners.protocol ?? false,
    });
    this.#sockets.on("headers", (lines) => {
      for (const [name, value] of Object.entries(manners.headers ?? {})) {
        lines.push(`${name}: ${value}`);
      }
    });
    server.on("upgrade", (request, socket, head) => {
      const refused = manners.refuse?.(request.url ?? "");
      if (refused) return sayNo(socket, refused);
      this.#sockets.handleUpgrade(request, socket, head, (socket) => {
        this.#meet({ socket, path: request.url ?? "", headers: request.headers, messages: [] });
      });
    });
  }

  static async start(manners: Manners = {}, server: Server = createServer()) {
    const upstream = new SocketUpstream(server, manners);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return upstream;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    for (const client of this.#sockets.clients) client.terminate();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  #meet(connection: Connection): void {
    this.connections.push(connection);
    connection.socket.on("message", (data: Uint8Array, isBinary) => {
      const message = isBinary ? data : `${data}`;
      connection.messages.push(message);
      this.#manners.heard?.(connection, message);
    });
    connection.socket.on("close", (code, reason) => {
      connection.closed = { code, reason: `${reason}` };
    });
    this.#manners.met?.(connection);
  }
}

function sayNo(socket: Duplex, { status, headers, body }: Refused): void {
  const lines = Object.entries({ ...headers, "content-length": `${Buffer.byteLength(body)}` })
    .map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} No\r\n${lines.join("")}\r\n${body}`);
}
