import { field, items, kindOf, spansOf } from "../../json/spans.ts";
import { conversationOf, earlierOf, turnsOf } from "../../conversation/compose.ts";
import type { Provider } from "../provider.ts";
import { errorBodyOf } from "./errors.ts";
import { expanding } from "./expand/expand.ts";
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

  read: (body, before) => {
    const earlier = earlierOf(body, before);
    const root = spansOf(body, before?.root && { root: before.root, same: earlier!.same });
    const messages = field(root, "messages");
    if (root === undefined || messages === undefined || kindOf(messages) !== "array") {
      return undefined;
    }
    const turns = turnsOf(body, items(messages), earlier, (message) => sayOf(body, message));
    const head = headOf(body, root, before);
    return { ...conversationOf(body, head, turns, before), root };
  },

  listenerFor,
  expanding,
  errorBody: errorBodyOf,
};
