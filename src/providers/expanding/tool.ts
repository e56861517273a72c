/** The name of the tool that brings originals back. */
export const TOOL_NAME = "squeezr_expand";

/** What the tool is for. It costs each request some 60 tokens, so every word is weighed. */
export const DESCRIPTION = "Original text behind a squeezr id.";

/** What it takes, as a JSON schema. */
export const SCHEMA = `{"type":"object","properties":{"id":{"type":"string"},` +
  `"lines":{"type":"string","description":"120-180"},"grep":{"type":"string"}},"required":["id"]}`;

/** The same without an example of `lines`, for APIs whose tools are wordier: the answers of ours show some. */
export const BARE_SCHEMA = `{"type":"object","properties":{"id":{"type":"string"},` +
  `"lines":{"type":"string"},"grep":{"type":"string"}},"required":["id"]}`;
