import type { Provider, Refusal } from "../providers/provider.ts";

/** An answer of ours where there is none from above, in the words of the API where it is one that we read. */
export function refuse(refusal: Refusal, provider?: Provider): Response {
  const body = provider?.errorBody(refusal) ??
    JSON.stringify({ error: { type: "squeezr_error", message: refusal.message } });
  return new Response(body, {
    status: refusal.status,
    headers: { "content-type": "application/json" },
  });
}
