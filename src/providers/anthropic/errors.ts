import type { Refusal } from "../provider.ts";

/** The `type` that goes with a status. Source: Anthropic's "Errors" page. */
const TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
};

/** An error of ours in the shape of Anthropic's own. */
export function errorBodyOf({ status, message }: Refusal): string {
  return JSON.stringify({ type: "error", error: { type: TYPES[status] ?? "api_error", message } });
}
