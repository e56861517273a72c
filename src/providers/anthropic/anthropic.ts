import { field, items, kindOf, spansOf } from "../../json/spans.ts";
import { conversationOf, turnsOf } from "../../conversation/compose.ts";
import type { Provider } from "../provider.ts";
import { errorBodyOf } from "./errors.ts";
import { headOf } from "./head.ts";
import { listenerFor } from "./listen.ts";
import { sayOf } from "./say.ts";

/** Anthropic Messages: results sit in `messages[].content[]` as `tool_result` blocks. */
export const anthropic: Provider = {
  name: "anthropic",

  purposeOf: (method, path) => {
    if (method !== "POST") return undefined;
    if (/\/messages$/.test(path)) return "message";
    // count_tokens, cache_touch and what may come: whatever repeats a prompt must repeat it as it was sent.
    return /\/messages\/[^/]+$/.test(path) ? "rehearsal" : undefined;
  },

  read: (body, earlier) => {
    const root = spansOf(body);
    const messages = field(root, "messages");
    if (root === undefined || messages === undefined || kindOf(messages) !== "array") {
      return undefined;
    }
    const turns = turnsOf(body, items(messages), earlier, (message) => sayOf(body, message));
    return conversationOf(body, headOf(body, root, turns), turns, earlier);
  },

  listenerFor,
  errorBody: errorBodyOf,
};
