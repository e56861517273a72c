import { listening } from "../listening.ts";
import type { Provider, Purpose } from "../provider.ts";
import { reading } from "../reading.ts";
import { errorBodyOf } from "./errors.ts";
import { expanding } from "./expand/expand.ts";
import { headOf } from "./head.ts";
import { MessageLearner } from "./listen.ts";
import { promptOf } from "./prompt.ts";
import { sayOf } from "./say.ts";
import { toolNames } from "./tools.ts";
import { modelOnVertex } from "./vertex.ts";

/** Anthropic Messages: results sit in `messages[].content[]` as `tool_result` blocks. */
export const anthropic: Provider = {
  name: "anthropic",

  purposeOf,

  read: reading({ messages: "messages", say: sayOf, head: headOf }),

  promptOf,
  listenerFor: (headers) => listening(headers, new MessageLearner(), new MessageLearner()),
  toolNames: ({ root }) => toolNames(root),
  expanding,
  errorBody: errorBodyOf,
};

function purposeOf(method: string, path: string): Purpose | undefined {
  if (method !== "POST") return undefined;
  const model = modelOnVertex(path);
  if (model !== undefined) return model === "count-tokens" ? "rehearsal" : "message";
  if (path.endsWith("/messages")) return "message";
  // count_tokens, cache_touch and what may come: whatever repeats a prompt must repeat it as it was sent.
  return /\/messages\/(?!batches$)[^/]+$/.test(path) ? "rehearsal" : undefined;
}
