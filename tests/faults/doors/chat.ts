import { ASKS, data, type Door, type Json, OURS, said, schema } from "./door.ts";
import { openaiError } from "./openai.ts";

const chunk = (choice: Json, more: Json = {}) => ({
  id: "chatcmpl-0123456789abcdef",
  object: "chat.completion.chunk",
  created: 1,
  model: "m",
  choices: [{ index: 0, ...choice }],
  ...more,
});

const chatSays = {
  role: "assistant",
  content: "I look.",
  tool_calls: [{
    index: 0,
    id: "call_0123456789abcdef",
    type: "function",
    function: { name: OURS, arguments: ASKS },
  }],
};

const chat = {
  path: "/v1/chat/completions",
  tools: { tools: [{ type: "function", function: { name: "bash", parameters: schema } }] },
  errorBody: () => openaiError("rate_limit_exceeded"),
};
const chatRequest = { model: "m", messages: [said("hi")] };

/** OpenAI Chat Completions. */
export const chatDoors: readonly Door[] = [
  {
    ...chat,
    name: "OpenAI Chat, streamed",
    request: { ...chatRequest, stream: true },
    type: "text/event-stream",
    pieces: [
      data(chunk({ delta: { role: "assistant", content: "" }, finish_reason: null })),
      ": a comment\n\n",
      data(chunk({ delta: { content: "w\u00f6rd" }, finish_reason: null })),
      data(chunk({ delta: {}, finish_reason: "stop" })),
      "data: [DONE]\n\n",
    ],
    asking: [
      data(chunk({ delta: chatSays, finish_reason: null })),
      data(chunk({ delta: {}, finish_reason: "tool_calls" })),
      "data: [DONE]\n\n",
    ].join(""),
    errorInside: `data: ${openaiError("server_error")}\n\n`,
  },
  {
    ...chat,
    name: "OpenAI Chat, whole",
    request: chatRequest,
    type: "application/json",
    pieces: [JSON.stringify(
      chunk({ message: { role: "assistant", content: "w\u00f6rd" }, finish_reason: "stop" }),
    )],
    asking: JSON.stringify(chunk({ message: chatSays, finish_reason: "tool_calls" })),
    errorInside: openaiError("server_error"),
  },
];
