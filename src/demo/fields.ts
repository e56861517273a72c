/** Which fields an object must have and may have. Anything else is an "extra input". */
export interface Allowed {
  readonly needs: readonly string[];
  readonly may: readonly string[];
}

/** Fields of `POST /v1/messages`. */
export const MESSAGE: Allowed = {
  needs: ["model", "messages", "max_tokens"],
  may: [
    "system",
    "tools",
    "tool_choice",
    "thinking",
    "output_config",
    "cache_control",
    "diagnostics",
    "metadata",
    "stop_sequences",
    "stream",
    "service_tier",
    "speed",
    "inference_geo",
    "container",
    "user_profile_id",
    "workspace_id",
    "context_management",
    "compaction",
    "mcp_servers",
    "thread",
    "fallbacks",
    "billing_policy",
    "temperature",
    "top_p",
    "top_k",
  ],
};

/** Fields of `POST /v1/messages/count_tokens`. */
export const COUNT: Allowed = {
  needs: ["model", "messages"],
  may: [
    "system",
    "tools",
    "tool_choice",
    "thinking",
    "output_config",
    "cache_control",
    "context_management",
    "mcp_servers",
    "speed",
  ],
};

/** Fields that are known only beside their beta, which travels in a header. */
export const BETAS: Readonly<Record<string, string>> = {
  context_management: "context-management-2025-06-27",
  thread: "message-threads-2026-08-12",
  mcp_servers: "mcp-client-",
};

/** Fields of one message. */
export const TURN: Allowed = { needs: ["role", "content"], may: ["clear_at", "output_config"] };

/** Fields of a tool of the client's own; tools with another `type` are the server's and stay unread. */
export const TOOL: Allowed = {
  needs: ["name", "input_schema"],
  may: [
    "type",
    "description",
    "cache_control",
    "strict",
    "defer_loading",
    "eager_input_streaming",
    "input_examples",
    "allowed_callers",
  ],
};

/** Fields of a cache marker. */
export const MARKER: Allowed = { needs: ["type"], may: ["ttl", "scope"] };

const MARKABLE = ["type", "cache_control"];

/** Fields of each block that is read; a type that is not here is looked up in `SERVER_BLOCKS`. */
export const BLOCKS: Readonly<Record<string, Allowed>> = {
  text: { needs: ["text"], may: ["citations", ...MARKABLE] },
  image: { needs: ["source"], may: ["transformations", ...MARKABLE] },
  document: { needs: ["source"], may: ["title", "context", "citations", ...MARKABLE] },
  search_result: { needs: ["source", "title", "content"], may: ["citations", ...MARKABLE] },
  tool_reference: { needs: ["tool_name"], may: MARKABLE },
  tool_use: { needs: ["id", "name", "input"], may: ["caller", "toolset_name", ...MARKABLE] },
  tool_result: {
    needs: ["tool_use_id"],
    may: ["content", "is_error", "toolset_name", ...MARKABLE],
  },
  thinking: { needs: ["thinking", "signature"], may: ["type"] },
  redacted_thinking: { needs: ["data"], may: ["type"] },
};

/** Blocks that the server makes and takes back: their insides are its own affair. */
export const SERVER_BLOCKS =
  /^(server_tool_use|mcp_tool_(use|result|listing)|\w+_tool_result|container_upload|compaction|fallback|tool_(addition|removal))$/;

/** Which of the read blocks may stand where. */
export const PLACES: Readonly<Record<string, readonly string[]>> = {
  user: ["text", "image", "document", "search_result", "tool_result"],
  assistant: ["text", "thinking", "redacted_thinking", "tool_use"],
  system: ["text"],
  result: ["text", "image", "document", "search_result", "tool_reference"],
};
