/** The name of the tool that brings originals back. */
export const TOOL_NAME = "squeezr_expand";

/**
 * The tool as it stands in every request of a conversation, byte for byte. It costs each request some 60 tokens, so
 * every word is weighed.
 */
export const TOOL = `{"name":"${TOOL_NAME}","description":"Original text behind a squeezr id.",` +
  `"input_schema":{"type":"object","properties":{"id":{"type":"string"},` +
  `"lines":{"type":"string","description":"120-180"},"grep":{"type":"string"}},"required":["id"]}}`;
