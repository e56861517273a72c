import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ConnectionReset } from "./stream.ts";

/** A function from request to response, behind a port. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  /** Ends it, open connections too. */
  close(): Promise<void>;
}

type Fetch = (request: Request) => Promise<Response>;

async function requestOf(incoming: IncomingMessage, origin: string): Promise<Request> {
  const pieces: Uint8Array[] = [];
  for await (const piece of incoming) pieces.push(piece);
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const method = incoming.method ?? "GET";
  const body = ["GET", "HEAD"].includes(method) ? undefined : new Uint8Array(Buffer.concat(pieces));
  return new Request(origin + incoming.url, { method, headers, body });
}

function writeHead(outgoing: ServerResponse, response: Response): void {
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) {
    // `Headers` joins doubled lines; on the wire they are two.
    if (name === "x-doubled") outgoing.setHeader(name, value.split(", "));
    else if (name !== "set-cookie") outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);
  outgoing.flushHeaders();
}

function written(outgoing: ServerResponse, piece: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    if (outgoing.destroyed) return resolve();
    outgoing.once("close", resolve);
    outgoing.write(piece, () => {
      outgoing.off("close", resolve);
      resolve();
    });
  });
}

async function relay(response: Response, outgoing: ServerResponse): Promise<void> {
  writeHead(outgoing, response);
  if (response.body === null) return void outgoing.end();
  const reader = response.body.getReader();
  const onClose = () => void reader.cancel();
  outgoing.once("close", onClose);
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      await written(outgoing, next.value);
    }
    outgoing.end();
  } finally {
    outgoing.off("close", onClose);
  }
}

async function serve(fetch: Fetch, incoming: IncomingMessage, outgoing: ServerResponse) {
  try {
    const request = await requestOf(incoming, `http://${incoming.headers.host}`);
    await relay(await fetch(request), outgoing);
  } catch (error) {
    if (!(error instanceof ConnectionReset)) throw error;
    outgoing.destroy();
  }
}

/** Serves on a free port of this machine; a thrown `ConnectionReset` drops the connection. */
export async function listen(fetch: Fetch, port = 0): Promise<Listening> {
  const server = createServer((incoming, outgoing) => void serve(fetch, incoming, outgoing));
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
