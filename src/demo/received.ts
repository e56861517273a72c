import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { refusal } from "./reply.ts";
import { type Fields, isFields } from "./values.ts";

/** One request as it came in, and what became of it. */
export interface Received {
  readonly nth: number;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Headers;
  /** As it came, compressed or not. */
  readonly body: Uint8Array;
  /** 0 while there is no answer, or when the connection was dropped. */
  status: number;
  /** Why it was refused. */
  problem: string | undefined;
  /** The reader of a streamed answer went away before its end. */
  cancelled: boolean;
}

/** A request whose body has come in whole. */
export function receivedOf(request: Request, body: Uint8Array, nth: number): Received {
  const { pathname, search } = new URL(request.url);
  return {
    nth,
    method: request.method,
    path: pathname + search,
    headers: new Headers(request.headers),
    body,
    status: 0,
    problem: undefined,
    cancelled: false,
  };
}

function plainBytes({ headers, body }: Received): Uint8Array {
  switch (headers.get("content-encoding")) {
    case "gzip":
      return gunzipSync(body);
    case "br":
      return brotliDecompressSync(body);
    case "deflate":
      return inflateSync(body);
    default:
      return body;
  }
}

/** What a request says; nothing where it is no JSON object. */
export function bodyIn(received: Received): Fields | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(plainBytes(received)));
    return isFields(value) ? value : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** The answer to a request that does not say who asks, or in which version of the API. */
export function headerProblem({ nth, headers }: Received): Response | undefined {
  if (!headers.has("x-api-key") && !headers.has("authorization")) {
    return refusal(nth, 401, "authentication_error", "x-api-key header is required");
  }
  return headers.has("anthropic-version")
    ? undefined
    : refusal(nth, 400, "invalid_request_error", "anthropic-version: header is required");
}
