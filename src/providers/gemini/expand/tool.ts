import { DESCRIPTION, TOOL_NAME } from "../../expanding/tool.ts";

/** What it takes, as short as `BARE_SCHEMA`, in Google's own kind of schema, which all versions of the API know. */
const PARAMETERS = `{"type":"OBJECT","properties":{"id":{"type":"STRING"},` +
  `"lines":{"type":"STRING"},"grep":{"type":"STRING"}},"required":["id"]}`;

/** The tool's declaration as it stands in every request of a conversation, byte for byte. */
export const TOOL =
  `{"name":"${TOOL_NAME}","description":"${DESCRIPTION}","parameters":${PARAMETERS}}`;
