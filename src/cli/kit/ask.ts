import { Buffer } from "node:buffer";
import { TOKEN_HEADER } from "../../admin/routes.ts";

/** Where a proxy listens, and what proves that we may command it. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly token?: string;
}

/** What came of asking. */
export type Reply =
  | { readonly kind: "answer"; readonly status: number; readonly body: Uint8Array }
  /** Nothing listens there. */
  | { readonly kind: "nobody" }
  /** Something listens there, and says nothing or nothing that is HTTP. */
  | { readonly kind: "silent" };

/** What to ask for. */
export interface Question {
  readonly method?: "GET" | "POST";
  readonly body?: string;
  /** How long to wait, in milliseconds. */
  readonly patience?: number;
}

const PATIENCE = 3000;
const NOBODY = ["ECONNREFUSED", "EADDRNOTAVAIL", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND"];

/** The address to call where a proxy listens on all addresses. */
function callable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  return host === "::" ? "::1" : host;
}

/** The base URL of a proxy, as clients want it. */
export function urlOf({ host, port }: Address): string {
  const name = callable(host);
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

/**
 * Asks a proxy on this machine. Not with `fetch`, which would take the way through HTTP_PROXY. The proxy knows itself
 * as localhost whatever address it listens on.
 */
export async function ask(at: Address, path: string, question: Question = {}): Promise<Reply> {
  // A proxy that starts asks nobody, and has to answer soon.
  const { request } = await import("node:http");
  const { method = "GET", body, patience = PATIENCE } = question;
  const token = at.token === undefined ? {} : { [TOKEN_HEADER]: at.token };
  return await new Promise((resolve) => {
    const call = request({
      host: callable(at.host),
      port: at.port,
      path,
      method,
      agent: false,
      headers: { host: `localhost:${at.port}`, ...token },
    }, (response) => {
      const parts: Uint8Array[] = [];
      response.on("data", (part: Uint8Array) => parts.push(part));
      response.on("end", () => {
        resolve({ kind: "answer", status: response.statusCode ?? 0, body: Buffer.concat(parts) });
      });
      // Cut short: an answer that is whole has been handed over by now.
      response.on("close", () => resolve({ kind: "silent" }));
    });
    call.setTimeout(patience, () => call.destroy(new Error("no answer in time")));
    call.on("error", (error: NodeJS.ErrnoException) => {
      resolve({ kind: NOBODY.includes(error.code ?? "") ? "nobody" : "silent" });
    });
    call.end(body);
  });
}

/** The body of an answer, as an object; nothing where it isn't one. */
export function objectOf(body: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof value === "object" && value !== null
      ? value as Record<string, unknown>
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
