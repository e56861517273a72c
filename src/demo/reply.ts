import { digestOf } from "./canonical.ts";
import type { Fault } from "./script.ts";
import { ConnectionReset } from "./stream.ts";
import type { Fields } from "./values.ts";

function requestIdOf(nth: number): string {
  return `req_01${digestOf("request", String(nth)).slice(0, 22)}`;
}

/** Headers as the API sends them, some of them doubled. */
export function headersOf(nth: number): Headers {
  const headers = new Headers({
    "request-id": requestIdOf(nth),
    "anthropic-organization-id": "00000000-0000-4000-8000-000000000000",
    "anthropic-ratelimit-requests-limit": "4000",
    "anthropic-ratelimit-requests-remaining": String(Math.max(0, 3999 - nth)),
    "anthropic-ratelimit-requests-reset": "2026-01-01T00:00:00Z",
    "anthropic-ratelimit-input-tokens-remaining": "2000000",
  });
  // Doubled on purpose: cookies stay apart, other headers may be joined.
  for (const value of ["a=1; Path=/", "b=2; Path=/"]) headers.append("set-cookie", value);
  for (const value of ["one", "two"]) headers.append("x-doubled", value);
  return headers;
}

/** An answer in JSON. */
export function jsonReply(
  nth: number,
  status: number,
  value: unknown,
  more: Fields = {},
): Response {
  const headers = headersOf(nth);
  headers.set("content-type", "application/json");
  for (const [name, text] of Object.entries(more)) headers.set(name, String(text));
  return new Response(JSON.stringify(value), { status, headers });
}

/** An error in the API's own shape. */
export function refusal(
  nth: number,
  status: number,
  type: string,
  message: string,
  more?: Fields,
): Response {
  const body = { type: "error", error: { type, message }, request_id: requestIdOf(nth) };
  return jsonReply(nth, status, body, more);
}

/** The answer that a fault gives in place of the model's. */
export function faultyReply(nth: number, fault: Fault): Response | undefined {
  if (fault.kind === "reset") throw new ConnectionReset("reset before headers");
  if (fault.kind === "status") {
    return refusal(nth, fault.status, fault.type, fault.message, fault.headers);
  }
  if (fault.kind !== "html") return undefined;
  const page = "<html>\r\n<head><title>Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>";
  const headers = headersOf(nth);
  headers.set("content-type", "text/html");
  return new Response(page, { status: fault.status, headers });
}
