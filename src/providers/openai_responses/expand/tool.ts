import { DESCRIPTION, TOOL_NAME } from "../../expanding/tool.ts";

/** What it takes. How lines are told, the answers say: the words around a tool are more here than with other APIs. */
const PARAMETERS = `{"type":"object","properties":{"id":{"type":"string"},` +
  `"lines":{"type":"string"},"grep":{"type":"string"}},"required":["id"]}`;

/** The tool as it stands in every request of a conversation, byte for byte. */
export const TOOL =
  `{"type":"function","name":"${TOOL_NAME}","description":"${DESCRIPTION}","parameters":${PARAMETERS}}`;
