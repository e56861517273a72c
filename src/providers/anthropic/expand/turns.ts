/** A message of results, as a client would give them. */
export function resultsMessage(results: readonly string[]): string {
  return `{"role":"user","content":[${results.join(",")}]}`;
}

/** The result of a call, as a block. */
export function resultBlock(callId: string, text: string, isError: boolean): string {
  const error = isError ? { is_error: true } : {};
  return JSON.stringify({ type: "tool_result", tool_use_id: callId, content: text, ...error });
}
