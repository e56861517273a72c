import { field, textOf, type Value } from "../../json/spans.ts";
import type { Life } from "../../billing/prompt.ts";
import { lifeOf, markOf, settingsOf } from "../pieces.ts";
import type { Terms } from "../prompting.ts";
import { cachingOf } from "./caching.ts";

/** Settings that a cache is kept apart by, in whichever API of this family ("Prompt caching", 2026-11). */
const APART = [
  "parallel_tool_calls",
  "text",
  "response_format",
  "reasoning",
  "reasoning_effort",
  "context_management",
  "service_tier",
  "prompt_cache_key",
];

/** How a request asks to be cached and billed. */
export function termsOf(request: Value, model: string): Terms {
  const apart = settingsOf(...APART.map((name) => field(request, name)));
  const tier = textOf(field(request, "service_tier"));
  return {
    caching: cachingOf(model),
    scope: `openai ${model} ${apart}`,
    automatic: automaticOf(request, model),
    tier: tier === "flex" || tier === "batch" ? "batch" : "standard",
  };
}

/** Claude behind this API caches what is marked alone; OpenAI's models all, unless the client wants its own markers. */
function automaticOf(request: Value, model: string): Life | undefined {
  if (cachingOf(model).by === "marks") return markOf(request);
  const options = field(request, "prompt_cache_options");
  if (textOf(field(options, "mode")) === "explicit") return undefined;
  return lifeOf(field(options, "ttl") ?? field(request, "prompt_cache_retention"));
}
