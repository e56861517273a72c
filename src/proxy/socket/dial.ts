import { Readable } from "node:stream";
import type { IncomingMessage } from "node:http";
import process from "node:process";
import { HttpsProxyAgent } from "https-proxy-agent";
// @ts-types="@types/ws"
import { WebSocket } from "ws";
import { endToEnd } from "../headers.ts";
import { headersUp, Unreachable, type Upstream } from "../upstream.ts";
import { proxyFor } from "./proxy_variables.ts";
import {
  type Hearer,
  isSayable,
  LONGEST_MESSAGE,
  LOST,
  type Socket,
  type Welcome,
} from "./socket.ts";

/** An upgrade that is asked of an upstream. */
export interface Call {
  /** `wss:` or `ws:` */
  readonly url: URL;
  /** The client's own. */
  readonly headers: Headers;
  readonly signal: AbortSignal;
}

/** What the upstream answered. */
export type Dialled =
  | { readonly kind: "open"; readonly welcome: Welcome; readonly socket: UpstreamSocket }
  | { readonly kind: "refused"; readonly answer: Response };

/** The upstream's end. Nothing is taken from it before somebody hears. */
export interface UpstreamSocket extends Socket {
  hear(hearer: Hearer): void;
}

/** Asks an upstream for a WebSocket, once. Throws `Unreachable`, or the client's own abort. */
export type Dial = (upstream: Upstream, call: Call) => Promise<Dialled>;

/**
 * Neither runtime's own client tells how an upgrade was refused, so the library `ws` asks. Messages go uncompressed: a
 * compression is agreed on for one connection only, and the client's is another.
 */
export const dial: Dial = (upstream, { url, headers, signal }) =>
  new Promise((resolve, reject) => {
    const proxy = proxyFor(url, process.env);
    const socket = new WebSocket(url, protocolsOf(headers), {
      headers: Object.fromEntries(headersOf(headers)),
      agent: proxy && new HttpsProxyAgent(proxy),
      perMessageDeflate: false,
      maxPayload: LONGEST_MESSAGE,
    });
    const leave = () => socket.terminate();
    signal.addEventListener("abort", leave, { once: true });
    const settle = (settled: () => void) => {
      signal.removeEventListener("abort", leave);
      settled();
    };
    let answered: IncomingMessage | undefined;
    socket.once("upgrade", (answer) => answered = answer);
    socket.once("open", () => {
      socket.pause();
      const welcome = { headers: spoken(answered!), protocol: socket.protocol || undefined };
      settle(() => resolve({ kind: "open", welcome, socket: endOf(socket) }));
    });
    socket.once("unexpected-response", (_, answer) => {
      settle(() => resolve({ kind: "refused", answer: refusalOf(answer) }));
    });
    // Heard for as long as it lives: an error that nobody hears would end the process. `close` follows each.
    socket.on("error", (error) => {
      settle(() => reject(signal.aborted ? signal.reason : new Unreachable(upstream, error)));
    });
  });

/** Headers of the handshake itself; both connections have their own. */
const HANDSHAKE = /^sec-websocket-/;

function headersOf(headers: Headers): Headers {
  return withoutHandshake(headersUp(headers));
}

function withoutHandshake(headers: Headers): Headers {
  for (const name of [...headers.keys()]) if (HANDSHAKE.test(name)) headers.delete(name);
  return headers;
}

/** A name that may stand in a list of subprotocols. Source: RFC 9110, 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;

/** Each once, without those that are no names: the library refuses them. */
function protocolsOf(headers: Headers): string[] {
  const names = (headers.get("sec-websocket-protocol") ?? "").split(",").map((name) => name.trim());
  return [...new Set(names.filter((name) => TOKEN.test(name)))];
}

/** Those of an answer that are the client's to see. */
function spoken({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    headers.append(rawHeaders[i], rawHeaders[i + 1]);
  }
  return withoutHandshake(endToEnd(headers));
}

/** The upstream's own words: the client knows by them whether to go on without a WebSocket. */
function refusalOf(answer: IncomingMessage): Response {
  const { statusCode: status = 502, statusMessage: statusText } = answer;
  const isBodiless = status === 204 || status === 205 || status === 304;
  const body = isBodiless ? null : Readable.toWeb(answer) as ReadableStream<Uint8Array>;
  return new Response(body, { status, statusText, headers: spoken(answer) });
}

function endOf(socket: WebSocket): UpstreamSocket {
  return {
    get isOpen() {
      return socket.readyState === WebSocket.OPEN;
    },
    get waiting() {
      return socket.bufferedAmount;
    },
    send: (message) => socket.send(message, { binary: typeof message !== "string" }, () => {}),
    close({ code, reason }) {
      if (isSayable(code)) socket.close(code, reason);
      else if (code === 1005) socket.close();
      else socket.terminate();
    },
    hold: () => socket.pause(),
    release: () => socket.resume(),
    hear(hearer) {
      socket.on("message", (data: Uint8Array, isBinary) => {
        hearer.message(isBinary ? data : `${data}`);
      });
      socket.on("close", (code, reason) => hearer.closed({ code, reason: `${reason}` }));
      if (socket.readyState === WebSocket.CLOSED) hearer.closed(LOST);
      socket.resume();
    },
  };
}
