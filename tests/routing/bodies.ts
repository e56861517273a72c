/** One history in the words of each API: two calls in a row, of which the second gave what the first gave. */

const TEXT = Array.from({ length: 60 }, (_, i) => `row ${i}: the quick brown fox ${i * 7}`)
  .join("\n");
const asked = { command: "cat a" };
const IDS = ["call_0123456789abcdef0", "call_0123456789abcdef1"];

const anthropic = {
  model: "claude-opus-4-8",
  max_tokens: 9,
  messages: [
    { role: "user", content: "hi" },
    {
      role: "assistant",
      content: IDS.map((id) => ({ type: "tool_use", id, name: "bash", input: asked })),
    },
    {
      role: "user",
      content: IDS.map((id) => ({ type: "tool_result", tool_use_id: id, content: TEXT })),
    },
  ],
};

const chat = {
  model: "m",
  messages: [
    { role: "user", content: "hi" },
    {
      role: "assistant",
      content: null,
      tool_calls: IDS.map((id) => ({
        id,
        type: "function",
        function: { name: "bash", arguments: JSON.stringify(asked) },
      })),
    },
    ...IDS.map((id) => ({ role: "tool", tool_call_id: id, content: TEXT })),
  ],
};

const responses = {
  model: "m",
  input: [
    { role: "user", content: "hi" },
    ...IDS.map((call_id) => ({
      type: "function_call",
      call_id,
      name: "bash",
      arguments: JSON.stringify(asked),
    })),
    ...IDS.map((call_id) => ({ type: "function_call_output", call_id, output: TEXT })),
  ],
};

const gemini = {
  contents: [
    { role: "user", parts: [{ text: "hi" }] },
    {
      role: "model",
      parts: IDS.map((id) => ({ functionCall: { id, name: "shell", args: asked } })),
    },
    {
      role: "user",
      parts: IDS.map((id) => ({
        functionResponse: { id, name: "shell", response: { output: TEXT } },
      })),
    },
  ],
};

const ollama = {
  model: "m",
  messages: [
    { role: "user", content: "hi" },
    {
      role: "assistant",
      content: "",
      tool_calls: IDS.map(() => ({ function: { name: "bash", arguments: asked } })),
    },
    ...IDS.map(() => ({ role: "tool", tool_name: "bash", content: TEXT })),
  ],
};

/** By the words that docs/routing.md has for the APIs. */
export const BODIES: Readonly<Record<string, unknown>> = {
  "Anthropic Messages": anthropic,
  "OpenAI Chat": chat,
  "OpenAI Responses": responses,
  "Gemini": gemini,
  "Ollama": ollama,
};

/** What of it is nobody's to read as this API, although it looks so. */
export const UNREAD = "as it came";
