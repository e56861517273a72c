import { endToEnd } from "./headers.ts";

/** What goes up: the client's own request, with the body as it is to be sent. */
export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: Uint8Array | ReadableStream<Uint8Array> | null;
  readonly signal: AbortSignal;
}

/** An upstream, and how an error says its name: without credentials or query. */
export interface Upstream {
  readonly name: string;
  readonly url: string;
}

/** The upstream gave no answer. The message says which one, and why. */
export class Unreachable extends Error {
  /** Why, without the upstream's name. */
  readonly reason: string;

  constructor(upstream: Upstream, cause: unknown) {
    const reason = reasonOf(cause);
    super(`squeezr cannot reach the upstream "${upstream.name}" (${upstream.url}): ${reason}`, {
      cause,
    });
    this.reason = reason;
  }
}

/** The URL of a path at an upstream, whose own URL may have a base path. */
export function urlAt(upstream: Upstream, path: string, search: string): URL {
  const base = new URL(upstream.url);
  const url = new URL(base);
  url.pathname = base.pathname.replace(/\/+$/, "") + path;
  url.search = search;
  return url;
}

/** Sends a request once; a second try is the client's to make. Throws `Unreachable`, or the client's own abort. */
export async function ask(
  upstream: Upstream,
  { method, url, headers, body, signal }: Outgoing,
  send: typeof fetch,
): Promise<Response> {
  const options = {
    method,
    headers: headersUp(headers),
    body: sentOnce(body),
    redirect: "manual",
    signal,
    ...STREAMING,
  } as const;
  try {
    return await send(url, options);
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Unreachable(upstream, error);
  }
}

/**
 * Deno's `fetch` sends a body a second time where a connection that it used before dies before the answer: two bills
 * for one request. Not a blob, which keeps its length, nor a stream of our own.
 */
function sentOnce(body: Outgoing["body"]): BodyInit | null {
  if (body === null || !("Deno" in globalThis)) return body as BodyInit | null;
  return body instanceof Uint8Array ? new Blob([body as BlobPart]) : streamOf(body);
}

function streamOf(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      // A pull that brings nothing is not followed by another.
      let next = await chunks.next();
      while (!next.done && next.value.length === 0) next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
  });
}

/**
 * `duplex`: a body may still be arriving while it is sent. `timeout`, `decompress`: Bun would give up on a silent answer
 * after minutes, and unpack a body while its headers still say that it is packed.
 */
const STREAMING = { duplex: "half", timeout: false, decompress: false };

/** The headers of a client's request as they go up. */
export function headersUp(headers: Headers): Headers {
  const up = endToEnd(headers);
  up.delete("host");
  up.delete("content-length");
  up.delete("expect");
  // An answer must be readable on its way down; and under any other word Deno unpacks what its headers call packed.
  up.set("accept-encoding", "identity");
  return up;
}

/** What went wrong in the runtime's words, without the URLs and addresses that it may quote: a query can hold a key. */
function reasonOf(cause: unknown): string {
  let error = cause;
  while (error instanceof Error && error.cause instanceof Error) error = error.cause;
  const words = error instanceof Error ? error.message : String(error);
  return words.replace(/^error sending request .*?https?:\/\/\S+(?: \([^)]*\))?: /, "")
    .replace(/https?:\/\/\S+/g, "the upstream")
    .replace(/\. +For more information, pass .*/, "");
}
