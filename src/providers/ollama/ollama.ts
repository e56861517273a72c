import { listening } from "../listening.ts";
import { headOf } from "../openai/head.ts";
import { toolNames } from "../chat/tools.ts";
import type { Provider } from "../provider.ts";
import { reading } from "../reading.ts";
import { errorBodyOf } from "./errors.ts";
import { expanding } from "./expand/expand.ts";
import { OllamaLearner } from "./listen.ts";
import { promptOf } from "./prompt.ts";
import { sayOf } from "./say.ts";

/** Ollama's own chat: results are messages of role `tool`, answers come as lines of JSON. */
export const ollama: Provider = {
  name: "ollama",

  purposeOf: (method, path) =>
    method === "POST" && /\/api\/chat$/.test(path) ? "message" : undefined,

  read: reading({
    messages: "messages",
    say: sayOf,
    // A model on this machine has no smallest prompt that it remembers.
    head: (body, request) => ({
      ...headOf(body, request, { clearsResults: false, follows: undefined }),
      cacheMinimum: 0,
    }),
  }),

  promptOf,
  listenerFor: (headers) => listening(headers, new OllamaLearner(), new OllamaLearner()),
  // Tools are told as in chats of OpenAI.
  toolNames: ({ root }) => toolNames(root),
  expanding,
  errorBody: errorBodyOf,
};
