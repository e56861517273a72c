import { BARE_SCHEMA, DESCRIPTION, TOOL_NAME } from "../expanding/tool.ts";

/** The tool as it stands in every request of a conversation, byte for byte. */
export const TOOL = `{"type":"function","function":{"name":"${TOOL_NAME}",` +
  `"description":"${DESCRIPTION}","parameters":${BARE_SCHEMA}}}`;
