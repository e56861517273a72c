import { listening } from "../listening.ts";
import { errorBodyOf } from "../openai/errors.ts";
import { headOf } from "../openai/head.ts";
import type { Provider } from "../provider.ts";
import { reading } from "../reading.ts";
import { expanding } from "./expand/expand.ts";
import { ChatLearner } from "./listen.ts";
import { promptOf } from "./prompt.ts";
import { sayOf } from "./say.ts";
import { toolNames } from "../chat/tools.ts";

/** OpenAI Chat Completions, and what speaks it: results are messages of role `tool`, of old `function`. */
export const openaiChat: Provider = {
  name: "openai_chat",

  purposeOf: (method, path) =>
    method === "POST" && /\/chat\/completions$/.test(path) ? "message" : undefined,

  read: reading({
    messages: "messages",
    say: sayOf,
    head: (body, request) => headOf(body, request, { clearsResults: false, follows: undefined }),
  }),

  promptOf,
  listenerFor: (headers) => listening(headers, new ChatLearner(), new ChatLearner()),
  toolNames: ({ root }) => toolNames(root),
  expanding,
  errorBody: errorBodyOf,
};
