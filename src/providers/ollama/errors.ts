import type { Refusal } from "../provider.ts";

/** An error of ours in the shape of Ollama's own. */
export function errorBodyOf({ message }: Refusal): string {
  return JSON.stringify({ error: message });
}
