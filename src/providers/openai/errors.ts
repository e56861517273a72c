import type { Refusal } from "../provider.ts";

/** An error of ours in the shape of OpenAI's own (API reference, "Error codes"). */
export function errorBodyOf({ status, message }: Refusal): string {
  const type = status < 500 ? "invalid_request_error" : "server_error";
  return JSON.stringify({ error: { message, type, param: null, code: null } });
}
