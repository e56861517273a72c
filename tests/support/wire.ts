/** The proxy on a real socket before an upstream on another: what goes over the wire, to the letter. */
import { Buffer } from "node:buffer";
import { once } from "node:events";
import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request as ask,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { loadConfig } from "../../src/config/load.ts";
import { createProxy } from "../../src/proxy/proxy.ts";
import { serve } from "../../src/proxy/server.ts";

/** What the upstream was sent. */
export interface Came {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

/** What an upstream does with a request. */
export type Upstream = (came: Came, response: ServerResponse) => void;

/** Two ports, and all that came up. */
export interface Rig {
  /** The proxy's. */
  readonly port: number;
  /** The upstream's own. */
  readonly upstream: number;
  readonly came: readonly Came[];
}

/** The built-in upstreams. */
const NAMES = ["ANTHROPIC", "OPENAI", "CHATGPT", "GEMINI", "OLLAMA"];

/** A proxy that listens. */
export interface Opened {
  readonly port: number;
  close(): Promise<void>;
}

/** Opens a proxy before the upstream on this port. */
export type Open = (upstream: number) => Promise<Opened>;

/** Runs something with both at work; they are gone afterwards. */
export async function withRig(
  upstream: Upstream,
  test: (rig: Rig) => Promise<void>,
  open: Open = openHere,
): Promise<void> {
  const came: Came[] = [];
  const server = createServer((request, response) => {
    bodyOf(request).then((body) => {
      const { method = "", url = "", rawHeaders } = request;
      const one = { method, url, rawHeaders, body };
      came.push(one);
      upstream(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const proxy = await open(port);
  try {
    await test({ port: proxy.port, upstream: port, came });
  } finally {
    await proxy.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** In this process. */
function openHere(upstream: number): Promise<Opened> {
  const proxy = createProxy({
    config: configBefore(upstream),
    home: undefined,
    version: "0.0.0",
    port: () => listening.port,
    token: "token",
    log: { info: ignore, warn: ignore, error: ignore },
    stop: ignore,
  });
  const listening = serve(proxy.fetch, { host: "127.0.0.1", port: 0 });
  const close = async () => {
    await listening.drain(100);
    proxy.close();
  };
  return Promise.resolve({ port: listening.port, close });
}

/** The environment in which every built-in upstream is the server on this port, below `/base`. */
export function environmentBefore(port: number): Record<string, string> {
  const base = `http://127.0.0.1:${port}/base`;
  return Object.fromEntries(NAMES.map((name) => [`SQUEEZR_UPSTREAM_${name}`, base]));
}

function configBefore(port: number) {
  return loadConfig({
    env: environmentBefore(port),
    cwd: "/",
    flags: {},
    file: undefined,
    project: false,
    ruleNames: [],
  }).config;
}

const ignore = () => {};

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** A request. */
export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What came down for it. */
export interface Got {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly bytes: Uint8Array;
  readonly body: string;
  /** Whether the connection ended where the answer did. */
  readonly isWhole: boolean;
}

function begin(
  port: number,
  { method = "POST", path = "/v1/messages", headers, body }: Sent,
): ClientRequest {
  const request = ask({
    host: "127.0.0.1",
    port,
    method,
    path,
    headers: { "x-api-key": "k", ...headers },
  });
  request.end(body);
  return request;
}

/** Sends a request to a port; `seen` is told how many bytes of the answer have come. Rejects where none comes. */
export async function send(
  port: number,
  sent: Sent,
  seen: (bytes: number) => void = ignore,
): Promise<Got> {
  const request = begin(port, sent);
  const [response] = await once(request, "response") as [IncomingMessage];
  const chunks: Uint8Array[] = [];
  let length = 0;
  response.on("data", (chunk: Uint8Array) => {
    chunks.push(chunk);
    seen(length += chunk.length);
  });
  // A cut is what the test wants to see, not an error.
  response.on("error", ignore);
  request.on("error", ignore);
  await new Promise((resolve) => response.on("close", resolve));
  const bytes = new Uint8Array(Buffer.concat(chunks));
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    bytes,
    body: new TextDecoder().decode(bytes),
    isWhole: response.complete,
  };
}

/** Sends a request, and goes away as soon as `when` has come. */
export async function leave(port: number, sent: Sent, when: Promise<unknown>): Promise<void> {
  const request = begin(port, sent);
  request.on("error", ignore);
  await when;
  request.destroy();
}
