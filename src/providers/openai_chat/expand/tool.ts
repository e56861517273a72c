import { DESCRIPTION, TOOL_NAME } from "../../expanding/tool.ts";

/** Without an example of `lines`: this API's tools are wordier than others', and the answers of ours show some. */
const PARAMETERS = `{"type":"object","properties":{"id":{"type":"string"},` +
  `"lines":{"type":"string"},"grep":{"type":"string"}},"required":["id"]}`;

/** The tool as it stands in every request of a conversation, byte for byte. */
export const TOOL = `{"type":"function","function":{"name":"${TOOL_NAME}",` +
  `"description":"${DESCRIPTION}","parameters":${PARAMETERS}}}`;
