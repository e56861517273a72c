import type { Provider } from "../provider.ts";
import { reading } from "../reading.ts";
import { errorBodyOf } from "./errors.ts";
import { expanding } from "./expand/expand.ts";
import { headOf } from "./head.ts";
import { listenerFor } from "./listen.ts";
import { promptOf } from "./prompt.ts";
import { sayOf } from "./say.ts";
import { toolNames } from "./tools.ts";

/** Anthropic Messages: results sit in `messages[].content[]` as `tool_result` blocks. */
export const anthropic: Provider = {
  name: "anthropic",

  purposeOf: (method, path) => {
    if (method !== "POST") return undefined;
    // Vertex names the method behind the model.
    if (/\/messages$|:(?:stream)?rawPredict$/i.test(path)) return "message";
    // count_tokens, cache_touch and what may come: whatever repeats a prompt must repeat it as it was sent.
    return /\/messages\/[^/]+$/.test(path) ? "rehearsal" : undefined;
  },

  read: reading({
    messages: "messages",
    say: sayOf,
    head: (body, request, _, before) => headOf(body, request, before),
  }),

  promptOf,
  listenerFor,
  toolNames: ({ root }) => toolNames(root),
  expanding,
  errorBody: errorBodyOf,
};
