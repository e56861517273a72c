import { BARE_SCHEMA, TOOL_NAME } from "../../expanding/tool.ts";

/** As elsewhere, and a word shorter: `strict` takes its room. */
const DESCRIPTION = "Original behind a squeezr id.";

/**
 * The tool as it stands in every request of a conversation, byte for byte. Without `strict` this API takes every field
 * for required (the guide to function calling, "Strict mode"): the model would have to ask for lines each time.
 */
export const TOOL = `{"type":"function","name":"${TOOL_NAME}","description":"${DESCRIPTION}",` +
  `"parameters":${BARE_SCHEMA},"strict":false}`;
