import { anthropic } from "./anthropic/anthropic.ts";
import { gemini } from "./gemini/gemini.ts";
import { ollama } from "./ollama/ollama.ts";
import { openaiChat } from "./openai_chat/openai_chat.ts";
import { openaiResponses } from "./openai_responses/openai_responses.ts";
import type { Framed } from "./framed.ts";
import type { Provider } from "./provider.ts";

/** What the `api` of an upstream speaks; the first is its own. Servers of one API answer to others' paths too. */
const dialects: Readonly<Record<string, readonly Provider[]>> = {
  anthropic: [anthropic],
  openai: [openaiChat, openaiResponses, anthropic],
  chatgpt: [openaiResponses, openaiChat],
  gemini: [gemini, openaiChat, anthropic],
  ollama: [ollama, openaiChat, openaiResponses, anthropic],
};

/** Who reads what goes to this path of an upstream; where nobody does, who words our errors there. */
export function providerOf(api: string, method: string, path: string): Provider | undefined {
  const spoken = dialects[api] ?? [];
  return spoken.find((provider) => provider.purposeOf(method, path) !== undefined) ?? spoken[0];
}

/** What is spoken on a WebSocket to this path of an upstream; `undefined` where it passes unread. */
export function framedOf(api: string, path: string): Framed | undefined {
  return (dialects[api] ?? []).find((provider) => provider.purposeOf("POST", path) === "message")
    ?.framed;
}
