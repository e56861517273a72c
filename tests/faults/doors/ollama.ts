import { ASKS, type Door, type Json, OURS, said, schema } from "./door.ts";

const line = (value: Json) => `${JSON.stringify({ model: "m", ...value })}\n`;
const words = (content: string) => ({ message: { role: "assistant", content }, done: false });
const DONE = { done: true, done_reason: "stop", prompt_eval_count: 7, eval_count: 3 };

const ollamaAsking = {
  message: {
    role: "assistant",
    content: "I look.",
    tool_calls: [{ function: { name: OURS, arguments: JSON.parse(ASKS) } }],
  },
};

const ollama = {
  path: "/api/chat",
  tools: { tools: [{ type: "function", function: { name: "bash", parameters: schema } }] },
  errorBody: () => '{"error":"it is too much"}',
};

/** Ollama's own chat. */
export const ollamaDoors: readonly Door[] = [
  {
    ...ollama,
    name: "Ollama, streamed",
    request: { model: "m", messages: [said("hi")] },
    type: "application/x-ndjson",
    pieces: [line(words("w\u00f6")), line(words("rd")), line({ ...words(""), ...DONE })],
    asking: line({ ...ollamaAsking, done: false }) + line({ ...words(""), ...DONE }),
    errorInside: '{"error":"the model runner has stopped"}\n',
  },
  {
    ...ollama,
    name: "Ollama, whole",
    request: { model: "m", messages: [said("hi")], stream: false },
    type: "application/json; charset=utf-8",
    pieces: [JSON.stringify({ model: "m", ...words("w\u00f6rd"), ...DONE })],
    asking: line({ ...ollamaAsking, ...DONE }),
    errorInside: '{"error":"the model runner has stopped"}',
  },
];
