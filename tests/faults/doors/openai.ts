/** An error as OpenAI words it. */
export const openaiError = (code: string | null) =>
  JSON.stringify({
    error: { message: "It is too much.", type: "server_error", param: null, code },
  });
